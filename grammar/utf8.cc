#include "grammar/utf8.h"

#include <cstring>

namespace cordon {
namespace {

constexpr bool is_continuation(unsigned char byte) { return (byte & 0xC0U) == 0x80U; }

/// Length of a sequence by its first byte; 0 for a byte that starts none.
constexpr std::uint32_t sequence_length(unsigned char lead) {
  if (lead < 0x80U) return 1;
  if (lead < 0xC2U) return 0;
  if (lead < 0xE0U) return 2;
  if (lead < 0xF0U) return 3;
  return lead < 0xF5U ? 4 : 0;
}

constexpr char32_t smallest_of_length(std::uint32_t length) {
  if (length == 4) return 0x10000;
  return length == 3 ? 0x800 : 0;
}

}  // namespace

CodePoint decode_utf8(std::string_view text, std::size_t offset) {
  if (offset >= text.size()) return {};
  const auto lead = static_cast<unsigned char>(text[offset]);
  const std::uint32_t length = sequence_length(lead);
  if (length == 0 || text.size() - offset < length) return {};
  if (length == 1) return {.value = lead, .length = 1};
  char32_t value = lead & (0x7FU >> length);
  for (std::uint32_t i = 1; i < length; ++i) {
    const auto byte = static_cast<unsigned char>(text[offset + i]);
    if (!is_continuation(byte)) return {};
    value = (value << 6U) | (byte & 0x3FU);
  }
  const bool surrogate = value >= 0xD800 && value <= 0xDFFF;
  if (surrogate || value > 0x10FFFF || value < smallest_of_length(length)) return {};
  return {.value = value, .length = length};
}

CodePoint decode_utf8_before(std::string_view text, std::size_t offset) {
  for (std::uint32_t length = 1; length <= 4 && length <= offset; ++length) {
    if (is_continuation(static_cast<unsigned char>(text[offset - length]))) continue;
    const CodePoint found = decode_utf8(text, offset - length);
    return found.length == length ? found : CodePoint{};
  }
  return {};
}

std::size_t skip_ascii(std::string_view text, std::size_t at) {
  constexpr std::uint64_t kHighBits = 0x8080808080808080U;
  for (; text.size() - at >= sizeof kHighBits; at += sizeof kHighBits) {
    std::uint64_t word = 0;
    std::memcpy(&word, text.data() + at, sizeof word);
    if ((word & kHighBits) != 0) break;
  }
  while (at < text.size() && static_cast<unsigned char>(text[at]) < 0x80U) ++at;
  return at;
}

void append_utf8(std::string& text, char32_t code_point) {
  const auto tail = [&](unsigned shift) {
    text += static_cast<char>(0x80U | ((code_point >> shift) & 0x3FU));
  };
  if (code_point < 0x80) {
    text += static_cast<char>(code_point);
  } else if (code_point < 0x800) {
    text += static_cast<char>(0xC0U | (code_point >> 6U));
    tail(0);
  } else if (code_point < 0x10000) {
    text += static_cast<char>(0xE0U | (code_point >> 12U));
    tail(6);
    tail(0);
  } else {
    text += static_cast<char>(0xF0U | (code_point >> 18U));
    tail(12);
    tail(6);
    tail(0);
  }
}

}  // namespace cordon
