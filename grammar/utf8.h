// Code points of a UTF-8 text, one at a time: what the readers of grammar/ share. Not a library for
// text processing; grammar/text.h has what other folders need.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace cordon {

inline constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

struct CodePoint {
  char32_t value = 0;
  std::uint32_t length = 0;  // bytes; 0: the text is not UTF-8 here (or ends)
};

/// The code point that starts at `offset`. Overlong forms, surrogates and values above U+10FFFF are
/// not UTF-8.
[[nodiscard]] CodePoint decode_utf8(std::string_view text, std::size_t offset);

/// The code point that ends just before `offset`; length 0 when there is none.
[[nodiscard]] CodePoint decode_utf8_before(std::string_view text, std::size_t offset);

/// The offset of the first byte above 0x7F from `at` on, or the size.
[[nodiscard]] std::size_t skip_ascii(std::string_view text, std::size_t at);

void append_utf8(std::string& text, char32_t code_point);

}  // namespace cordon
