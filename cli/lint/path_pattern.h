// Patterns for paths, as .gitignore has them: `*` and `?` stay inside of a name, `**` stands for
// any number of folders, a pattern without a slash fits a name at any depth, and what fits a folder
// fits all in it. Text only: no file is looked at.
#pragma once

#include <string_view>
#include <vector>

#include "grammar/pattern.h"

namespace cordon {

class PathPattern {
 public:
  explicit PathPattern(std::string_view text);

  /// `path` is relative to where the pattern counts from, with slashes between its names.
  [[nodiscard]] bool matches(std::string_view path) const;

 private:
  struct Name {
    bool any_folders = false;  // `**`
    Pattern pattern;
  };
  std::vector<Name> names_;
};

}  // namespace cordon
