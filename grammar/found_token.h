// What stands at the place where a reader stopped, for "expected …, found …".
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "grammar/source.h"

namespace cordon {

struct FoundToken {
  std::string_view text;  // a word, a short quoted string, else one character; empty at the end
  std::string shown;      // "`word`", "U+00A0", "byte 0xFF", "end of file"
};

[[nodiscard]] FoundToken found_token(const Source& source, std::uint32_t offset);

/// A token as messages show it; characters that look like others or like nothing by their number.
[[nodiscard]] std::string show_token(std::string_view token);

/// Letters, digits, `_` and `$`: what a word consists of.
[[nodiscard]] bool is_word_character(char c);

}  // namespace cordon
