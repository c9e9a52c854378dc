#include "cli/lint/path_pattern.h"

#include <algorithm>

namespace cordon {
namespace {

std::vector<std::string_view> names_of(std::string_view path) {
  std::vector<std::string_view> names;
  while (!path.empty()) {
    const std::size_t slash = path.find('/');
    const std::string_view name = path.substr(0, slash);
    if (!name.empty() && name != ".") names.push_back(name);
    if (slash == std::string_view::npos) break;
    path.remove_prefix(slash + 1);
  }
  return names;
}

}  // namespace

PathPattern::PathPattern(std::string_view text) {
  if (text.empty()) return;
  const std::size_t slash = text.find('/');
  const bool any_depth = slash == std::string_view::npos || slash + 1 == text.size();
  if (any_depth) names_.push_back({.any_folders = true, .pattern = {}});
  for (const std::string_view name : names_of(text)) {
    const bool any_folders = name == "**";
    names_.push_back(
        {.any_folders = any_folders, .pattern = any_folders ? Pattern() : Pattern::glob(name)});
  }
}

bool PathPattern::matches(std::string_view path) const {
  if (names_.empty()) return false;
  const std::vector<std::string_view> names = names_of(path);
  // reached[i]: the first i names of the pattern fit the names of the path seen so far.
  std::vector<bool> reached(names_.size() + 1);
  const auto skip_empty_runs = [&] {
    for (std::size_t i = 0; i < names_.size(); ++i) {
      if (reached[i] && names_[i].any_folders) reached[i + 1] = true;
    }
  };
  reached[0] = true;
  skip_empty_runs();
  for (const std::string_view name : names) {
    std::vector<bool> next(reached.size());
    for (std::size_t i = 0; i < names_.size(); ++i) {
      if (!reached[i]) continue;
      if (names_[i].any_folders) next[i] = true;
      if (!names_[i].any_folders && names_[i].pattern.matches(name)) next[i + 1] = true;
    }
    reached = std::move(next);
    skip_empty_runs();
    // What fits a folder fits all in it; `**` at the end needs something in the folder.
    if (reached.back()) return true;
  }
  return false;
}

}  // namespace cordon
