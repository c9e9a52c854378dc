// What stands at the place where a reader stopped, for "expected …, found …".
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "grammar/source.h"

namespace cordon {

struct FoundToken {
  std::string_view text;  // a word, a short quoted string, else one character; empty at the end
  std::string shown;      // "`word`", "U+00A0", "byte 0xFF", "end of file"; a secret as stars
};

[[nodiscard]] FoundToken found_token(const Source& source, std::uint32_t offset);

/// In backticks what is written at a place, or stars for it where a member that is named like a
/// secret has its value.
[[nodiscard]] std::string show_written(const Source& source, std::uint32_t offset,
                                       std::string_view written);

/// A token as messages show it; characters that look like others or like nothing by their number.
[[nodiscard]] std::string show_token(std::string_view token);

/// Letters, digits, `_` and `$`: what a word consists of.
[[nodiscard]] bool is_word_character(char c);

}  // namespace cordon
