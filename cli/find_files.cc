#include "cli/find_files.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <ranges>
#include <string_view>
#include <system_error>
#include <utility>

#include "cli/files.h"
#include "cli/gitignore.h"

namespace cordon {
namespace {

namespace fs = std::filesystem;
using Entry = PathPattern::Entry;

constexpr std::string_view kIgnoreName = ".gitignore";
constexpr std::size_t kLargestIgnoreFile = std::size_t{4} << 20U;

bool is_there(const fs::path& path) {
  std::error_code ignored;
  return fs::exists(path, ignored);
}

constexpr std::array<std::string_view, 3> kPolicyEndings{".json", ".yaml", ".yml"};

class Search {
 public:
  Search(IgnoreFiles ignore_files, std::span<const std::string_view> endings,
         const SearchLimits& limits)
      : respect_(ignore_files == IgnoreFiles::kRespect), endings_(endings), limits_(limits) {}

  FoundFiles run(const std::string& folder) {
    const std::string shown = folder == "." || folder == "./" ? "" : with_slash(folder);
    if (respect_) enter_repository(folder);
    search(fs::path(folder), shown, 0);
    return std::move(found_);
  }

 private:
  /// A .gitignore file, and how much of a place (below) leads to its folder.
  struct Level {
    Gitignore rules;
    std::size_t folder_size = 0;
  };

  static std::string with_slash(std::string path) {
    if (!path.ends_with('/')) path += '/';
    return path;
  }

  static std::string_view without_slash(std::string_view folder) {
    if (folder.empty()) return ".";
    if (folder.size() > 1) folder.remove_suffix(1);
    return folder;
  }

  [[nodiscard]] bool is_wanted(std::string_view name) const {
    return endings_.empty() || std::ranges::any_of(endings_, [name](std::string_view ending) {
             return name.ends_with(ending);
           });
  }

  void fail(std::string_view path, std::string_view why) {
    found_.errors.push_back({fmt::format("can't read {}: {}", backticked(path), why)});
  }

  void skip(std::string path, std::string_view why) {
    found_.skipped.push_back({std::move(path), std::string(why)});
  }

  /// The rules of the folders above, from the root of the repository.
  void enter_repository(const std::string& folder) {
    std::error_code error;
    const fs::path here = fs::canonical(folder, error);
    if (error) return;
    std::vector<fs::path> above;
    for (fs::path at = here; !is_there(at / ".git"); at = at.parent_path()) {
      if (at == at.parent_path()) return;  // in no repository
      above.push_back(at.parent_path());
    }
    if (above.empty()) return;
    const std::string root = with_slash(above.back().string());
    for (const fs::path& at : std::views::reverse(above)) {
      const std::string place = with_slash(at.string());
      read_ignore_file(at, place.size() - root.size());
    }
    place_ = with_slash(here.string()).substr(root.size());
  }

  void read_ignore_file(const fs::path& folder, std::size_t size) {
    const fs::path file = folder / kIgnoreName;
    std::error_code ignored;  // git does not follow a link there, either
    if (fs::symlink_status(file, ignored).type() != fs::file_type::regular) return;
    auto text = read_file(file.string(), kLargestIgnoreFile);
    if (text) {
      levels_.push_back({.rules = Gitignore(*text), .folder_size = size});
    } else {
      found_.errors.push_back(std::move(text.error()));
    }
  }

  /// What the nearest .gitignore file says that says something.
  [[nodiscard]] bool is_ignored(std::string_view place, Entry entry) const {
    for (const Level& level : std::views::reverse(levels_)) {
      const auto says = level.rules.about(place.substr(level.folder_size), entry);
      if (says != Gitignore::Says::kNothing) return says == Gitignore::Says::kIgnore;
    }
    return false;
  }

  /// Names of the entries in the order of their bytes; none when the folder can't be read.
  std::vector<fs::directory_entry> entries_of(const fs::path& folder, const std::string& shown) {
    std::vector<fs::directory_entry> entries;
    std::error_code error;
    for (fs::directory_iterator at(folder, error), end; !error && at != end; at.increment(error)) {
      if (++entries_ > limits_.entries) {
        stop_ = true;
        fail(without_slash(shown),
             fmt::format("there are more than {} files and folders", limits_.entries));
        return {};
      }
      entries.push_back(*at);
    }
    if (error) fail(without_slash(shown), reason(error.value()));
    std::ranges::sort(entries, {}, [](const fs::directory_entry& entry) {
      return entry.path().filename().native();
    });
    return entries;
  }

  // NOLINTNEXTLINE(misc-no-recursion): as deep as the limit says
  void search(const fs::path& folder, const std::string& shown, std::uint32_t depth) {
    const std::size_t levels = levels_.size();
    if (respect_) read_ignore_file(folder, place_.size());
    for (const fs::directory_entry& entry : entries_of(folder, shown)) {
      if (stop_) break;
      visit(entry, shown, depth);
    }
    levels_.erase(levels_.begin() + static_cast<std::ptrdiff_t>(levels), levels_.end());
  }

  // NOLINTNEXTLINE(misc-no-recursion): see search
  void visit(const fs::directory_entry& entry, const std::string& folder, std::uint32_t depth) {
    const std::string name = entry.path().filename().string();
    std::error_code error;
    const bool is_folder = entry.symlink_status(error).type() == fs::file_type::directory;
    if (is_folder) return visit_folder(entry.path(), name, folder, depth);
    if (is_wanted(name)) visit_file(entry, name, folder);
  }

  // NOLINTNEXTLINE(misc-no-recursion): see search
  void visit_folder(const fs::path& path, const std::string& name, const std::string& folder,
                    std::uint32_t depth) {
    const std::string shown = folder + name;
    if (name.starts_with('.')) return skip(shown, "it is a hidden folder");
    if (is_ignored(place_ + name, Entry::kFolder)) return skip(shown, "a .gitignore file says so");
    if (depth + 1 >= limits_.depth) {
      return fail(shown, fmt::format("it lies more than {} folders deep", limits_.depth));
    }
    const std::size_t place = place_.size();
    place_ += name + '/';
    search(path, shown + '/', depth + 1);
    place_.resize(place);
  }

  void visit_file(const fs::directory_entry& entry, const std::string& name,
                  const std::string& folder) {
    std::string shown = folder + name;
    if (is_ignored(place_ + name, Entry::kFile)) {
      return skip(std::move(shown), "a .gitignore file says so");
    }
    std::error_code error;
    const fs::file_type type = entry.status(error).type();
    if (type == fs::file_type::directory) {
      return skip(std::move(shown), "it is a symbolic link to a folder");
    }
    if (type == fs::file_type::not_found) return fail(shown, "the symbolic link leads nowhere");
    if (type == fs::file_type::none) return fail(shown, reason(error.value()));
    if (type != fs::file_type::regular) return skip(std::move(shown), "it is no regular file");
    found_.files.push_back(std::move(shown));
  }

  bool respect_;
  std::span<const std::string_view> endings_;
  SearchLimits limits_;
  FoundFiles found_;
  std::vector<Level> levels_;  // from the root of the repository to the folder that is searched
  std::string place_;          // of that folder below that root, empty or with a slash at its end
  std::size_t entries_ = 0;
  bool stop_ = false;
};

}  // namespace

FoundFiles find_files(const std::string& folder, IgnoreFiles ignore_files,
                      const SearchLimits& limits) {
  return Search(ignore_files, kPolicyEndings, limits).run(folder);
}

FoundFiles find_files_ending(const std::string& folder, std::span<const std::string_view> endings,
                             const SearchLimits& limits) {
  return Search(IgnoreFiles::kDisregard, endings, limits).run(folder);
}

}  // namespace cordon
