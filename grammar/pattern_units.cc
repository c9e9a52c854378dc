#include "grammar/pattern_units.h"

#include <algorithm>
#include <string>

#include "grammar/utf8.h"

namespace cordon {
namespace {

constexpr Unit kFirstBadByte = 0x110000;

void append_units(std::vector<Unit>& units, std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    const auto [value, length] = decode_utf8(text, at);
    at += std::max(length, 1U);
    if (length == 0) {
      units.push_back(kFirstBadByte + static_cast<unsigned char>(text[at - 1]));
    } else if (value < 0x10000) {
      units.push_back(value);
    } else {
      units.push_back(0xD800 + ((value - 0x10000) >> 10U));
      units.push_back(0xDC00 + ((value - 0x10000) & 0x3FFU));
    }
  }
}

}  // namespace

std::vector<Unit> text_units(std::string_view text) {
  std::vector<Unit> units;
  append_units(units, text);
  return units;
}

std::vector<Unit> pattern_units(std::span<const Pattern::Token> tokens) {
  std::vector<Unit> units;
  std::string literal;
  for (const Pattern::Token token : tokens) {
    if (token < Pattern::kAnyOne) {
      literal.push_back(static_cast<char>(token));
      continue;
    }
    append_units(units, literal);
    literal.clear();
    units.push_back(kFirstWildcardUnit + token);
  }
  append_units(units, literal);
  return units;
}

}  // namespace cordon
