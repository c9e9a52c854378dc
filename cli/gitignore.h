// The rules of a .gitignore file: which entries of its folder, and below, are left out. Of several
// patterns that fit the last one counts, and the file nearest to the entry counts before those
// above it. Text only: find_files.h walks the folders.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "cli/path_pattern.h"

namespace cordon {

class Gitignore {
 public:
  explicit Gitignore(std::string_view text);

  enum class Says : std::uint8_t { kNothing, kIgnore, kKeep };
  /// `path` is relative to the folder of the file. An entry in an ignored folder is not asked for.
  [[nodiscard]] Says about(std::string_view path, PathPattern::Entry entry) const;

 private:
  struct Line {
    PathPattern pattern;
    bool keeps = false;  // it began with `!`
  };
  std::vector<Line> lines_;
};

}  // namespace cordon
