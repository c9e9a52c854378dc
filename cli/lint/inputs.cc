#include "cli/lint/inputs.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <iterator>
#include <memory>
#include <set>
#include <string_view>
#include <system_error>
#include <utility>

#include "cli/files.h"
#include "rules/documents/documents.h"

namespace cordon {
namespace {

namespace fs = std::filesystem;
using rules::Expected;

constexpr std::string_view kStandard = "-";

bool is_folder(const std::string& path) {
  std::error_code ignored;
  return path != kStandard && fs::is_directory(path, ignored);
}

bool is_utf16(std::string_view text) {
  return text.starts_with("\xFF\xFE") || text.starts_with("\xFE\xFF");
}

template <class Item>
void append(std::vector<Item>& all, std::vector<Item> more) {
  std::ranges::move(more, std::back_inserter(all));
}

class InputReader {
 public:
  explicit InputReader(const LintInputOptions& options) : options_(options) {}

  LintInputs read(const std::vector<std::string>& paths) && {
    for (const std::string& path : paths) {
      if (is_folder(path)) {
        search(path);
      } else {
        read_one(path, expected_of_named());
      }
    }
    return std::move(inputs_);
  }

 private:
  [[nodiscard]] Expected expected_of_named() const {
    if (options_.skip_others) return Expected::kAnything;
    return options_.type ? Expected::kTold : Expected::kPolicy;
  }

  void search(const std::string& folder) {
    FoundFiles found = find_files(folder, options_.ignore_files);
    append(inputs_.errors, std::move(found.errors));
    append(inputs_.skipped, std::move(found.skipped));
    for (const std::string& file : found.files) read_one(file, Expected::kAnything);
  }

  void read_one(std::string path, Expected expected) {
    while (path.starts_with("./")) path.erase(0, 2);
    if (!seen_.insert(fs::path(path).lexically_normal().string()).second) return;
    auto text = expected == Expected::kAnything ? peek_file(path) : read_file(path);
    if (!text) {
      inputs_.errors.push_back(std::move(text.error()));
      return;
    }
    if (is_utf16(*text)) return refuse(path, "it is UTF-16; policies have to be UTF-8");
    if (text->contains('\0')) {
      constexpr std::string_view kBinary = "it is binary, not text";
      if (expected == Expected::kAnything) return pass_over(path, std::string(kBinary), expected);
      return refuse(path, kBinary);
    }
    find(path, std::make_shared<const Source>(name_of(path), *std::move(text)), expected);
  }

  [[nodiscard]] std::string name_of(const std::string& path) const {
    if (path != kStandard) return path;
    return options_.stdin_name.empty() ? "<stdin>" : options_.stdin_name;
  }

  void refuse(const std::string& path, std::string_view why) {
    inputs_.errors.push_back({fmt::format("can't read {}: {}", backticked(name_of(path)), why)});
  }

  void pass_over(const std::string& path, std::string why, Expected expected) {
    auto& list = expected == Expected::kAnything ? inputs_.skipped : inputs_.without_policy;
    list.push_back({.path = name_of(path), .why = std::move(why)});
  }

  void find(const std::string& path, const SourcePtr& source, Expected expected) {
    rules::FoundDocuments found = rules::find_documents(source, expected);
    append(inputs_.warnings, std::move(found.warnings));
    if (found.documents.empty()) return pass_over(path, std::move(found.why_none), expected);
    note_input(path);
    ++inputs_.files;
    for (rules::FoundDocument& document : found.documents) {
      if (options_.type) document.type = options_.type;
      inputs_.documents.push_back(std::move(document));
    }
  }

  const LintInputOptions& options_;
  LintInputs inputs_;
  std::set<std::string> seen_;
};

}  // namespace

LintInputs read_lint_inputs(const std::vector<std::string>& paths,
                            const LintInputOptions& options) {
  return InputReader(options).read(paths);
}

std::expected<std::vector<std::string>, Error> read_path_list(const std::string& file) {
  const auto text = read_file(file);
  if (!text) return std::unexpected(text.error());
  const bool lines = !text->contains('\0');
  std::vector<std::string> paths;
  for (std::size_t at = 0; at < text->size();) {
    const std::size_t end = std::min(text->find(lines ? '\n' : '\0', at), text->size());
    std::string_view path = std::string_view(*text).substr(at, end - at);
    if (lines && path.ends_with('\r')) path.remove_suffix(1);
    if (!path.empty()) paths.emplace_back(path);
    at = end + 1;
  }
  return paths;
}

}  // namespace cordon
