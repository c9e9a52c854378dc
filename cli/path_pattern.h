// Patterns for paths, exactly as .gitignore has them: `*`, `?` and `[…]` stay inside of a name,
// `**` between slashes stands for any number of folders, a backslash takes a character as it is, a
// pattern without a slash fits a name at any depth, and one with a slash at its end fits folders
// only. Bytes are compared, as git does. Text only: no file is looked at.
#pragma once

#include <bitset>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace cordon {

class PathPattern {
 public:
  explicit PathPattern(std::string_view text);

  /// Whether it fits the path or a folder that the path lies in. `path` is relative to where the
  /// pattern counts from, with slashes between its names.
  [[nodiscard]] bool matches(std::string_view path) const;

  enum class Entry : std::uint8_t { kFile, kFolder };
  /// Whether it fits this very file or folder.
  [[nodiscard]] bool matches_entry(std::string_view path, Entry entry) const;

 private:
  struct Token {
    enum class Kind : std::uint8_t { kByte, kAnyByte, kSet, kRun, kFolders, kRest };
    Kind kind;
    unsigned char byte = 0;
    std::uint16_t set = 0;  // index into sets_
  };
  using Set = std::bitset<256>;
  class Reader;

  [[nodiscard]] bool fits(std::string_view text) const;
  [[nodiscard]] bool fits_one(const Token& token, char c) const;

  std::vector<Token> tokens_;
  std::vector<Set> sets_;
  bool whole_path_ = false;  // else the last name of the path alone
  bool folders_only_ = false;
  bool never_ = false;  // empty, or a set that is not closed
};

}  // namespace cordon
