#include "cli/sessions/trail_files.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <iterator>
#include <set>
#include <string_view>
#include <system_error>
#include <utility>

#include "cli/find_files.h"
#include "cli/path_pattern.h"

namespace cordon {
namespace {

namespace fs = std::filesystem;

constexpr std::array<std::string_view, 6> kEndings{".json",     ".json.gz", ".jsonl",
                                                   ".jsonl.gz", ".ndjson",  ".ndjson.gz"};

bool is_folder(const std::string& path) {
  std::error_code ignored;
  return fs::is_directory(path, ignored);
}

bool is_there(const std::string& path) {
  std::error_code ignored;
  return fs::exists(path, ignored);
}

/// `20170815T0910Z` of `111122223333_CloudTrail_us-east-1_20170815T0910Z_…json.gz`, else empty.
std::string_view stamp(std::string_view path) {
  constexpr std::string_view kForm = "dddddddd";
  constexpr std::size_t kSize = std::string_view("20170815T0910Z").size();
  const std::string_view name = path.substr(path.rfind('/') + 1);
  for (std::size_t at = name.find('T'); at != std::string_view::npos; at = name.find('T', at + 1)) {
    if (at < kForm.size() || at + 6 > name.size() || name[at + 5] != 'Z') continue;
    const std::string_view found = name.substr(at - kForm.size(), kSize);
    if (found.find_first_not_of("0123456789TZ") == std::string_view::npos) return found;
  }
  return {};
}

class Finder {
 public:
  TrailFiles run(const std::vector<std::string>& named) {
    for (const std::string& path : named) add(path);
    std::ranges::stable_sort(found_.paths, {},
                             [](const std::string& path) { return std::pair(stamp(path), path); });
    return std::move(found_);
  }

 private:
  void add(const std::string& path) {
    if (is_folder(path)) return add_all(find_files_ending(path, kEndings), path);
    if (path == "-" || is_there(path)) return add_file(path);
    if (path.find_first_of("*?[") != std::string::npos) return add_matching(path);
    found_.errors.push_back({fmt::format("can't read {}: no such file", backticked(path))});
  }

  void add_file(const std::string& path) {
    if (seen_.insert(path).second) found_.paths.push_back(path);
  }

  void add_all(FoundFiles files, const std::string& path) {
    if (files.files.empty() && files.errors.empty()) {
      found_.errors.push_back({fmt::format("{} has no log file", backticked(path))});
    }
    std::ranges::move(files.errors, std::back_inserter(found_.errors));
    for (const std::string& file : files.files) add_file(file);
  }

  /// What stands before the first wildcard is a folder; the rest is held against what is in it.
  void add_matching(const std::string& path) {
    const std::size_t slash = path.rfind('/', path.find_first_of("*?["));
    const std::size_t rest = slash == std::string::npos ? 0 : slash + 1;
    const std::string folder = rest == 0 ? "." : path.substr(0, rest);
    FoundFiles files = find_files_ending(folder, {});
    const PathPattern pattern("/" + path.substr(rest));
    const std::size_t below = folder == "." ? 0 : folder.size();
    std::erase_if(files.files, [&](const std::string& file) {
      return !pattern.matches_entry(std::string_view(file).substr(below),
                                    PathPattern::Entry::kFile);
    });
    if (files.files.empty() && files.errors.empty()) {
      found_.errors.push_back({fmt::format("no file matches {}", backticked(path))});
    }
    std::ranges::move(files.errors, std::back_inserter(found_.errors));
    for (const std::string& file : files.files) add_file(file);
  }

  TrailFiles found_;
  std::set<std::string> seen_;
};

}  // namespace

TrailFiles find_trail_files(const std::vector<std::string>& named) { return Finder().run(named); }

}  // namespace cordon
