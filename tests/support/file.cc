#include "tests/support/file.h"

#include <algorithm>
#include <fstream>
#include <iterator>

namespace cordon::support {

namespace fs = std::filesystem;

fs::path source_root() { return CORDON_SOURCE_DIR; }

std::expected<std::string, std::string> read_file(const fs::path& path) {
  std::ifstream in(source_root() / path, std::ios::binary);
  if (!in) return std::unexpected("can't read `" + path.string() + "`");
  return std::string(std::istreambuf_iterator<char>(in), {});
}

bool write_file(const fs::path& path, std::string_view bytes) {
  const fs::path full = source_root() / path;
  std::error_code error;
  fs::create_directories(full.parent_path(), error);
  std::ofstream out(full, std::ios::binary | std::ios::trunc);
  out << bytes;
  out.close();
  return !out.fail();
}

std::vector<fs::path> files_below(const fs::path& folder,
                                  const std::vector<std::string>& extensions) {
  const fs::path full = source_root() / folder;
  std::vector<fs::path> files;
  if (!fs::exists(full)) return files;
  for (const fs::directory_entry& entry : fs::recursive_directory_iterator(full)) {
    if (!entry.is_regular_file()) continue;
    if (std::ranges::find(extensions, entry.path().extension().string()) == extensions.end()) {
      continue;
    }
    files.push_back(entry.path().lexically_relative(source_root()));
  }
  std::ranges::sort(files);
  return files;
}

std::vector<std::string_view> split_lines(std::string_view text) {
  std::vector<std::string_view> lines;
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    lines.push_back(text.substr(0, end));
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  }
  return lines;
}

}  // namespace cordon::support
