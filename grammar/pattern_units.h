// UTF-16 units of texts and patterns: what a `?` counts (semantics.md 12). For those who step
// through a pattern unit by unit; matching as such is pattern.h.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "grammar/pattern.h"
#include "grammar/utf8.h"

namespace cordon {

/// A unit of a text; a byte that is not UTF-8 counts as one unit of its own kind. In a pattern, the
/// wildcards stand above all units.
using Unit = std::uint32_t;
inline constexpr Unit kFirstBadByteUnit = 0x110000;
inline constexpr Unit kFirstWildcardUnit = 0x120000;

/// Calls `visit` with the units of a text until it says false; whether it never did.
template <class Visit>
bool all_units(std::string_view text, Visit visit) {
  for (std::size_t at = 0; at < text.size();) {
    const auto byte = static_cast<unsigned char>(text[at]);
    if (byte < 0x80) {
      if (!visit(Unit{byte})) return false;
      ++at;
      continue;
    }
    const auto [value, length] = decode_utf8(text, at);
    at += length == 0 ? 1 : length;
    const bool pair = length != 0 && value >= 0x10000;
    const Unit first = length == 0 ? kFirstBadByteUnit + byte
                       : pair      ? 0xD800 + ((value - 0x10000) >> 10U)
                                   : value;
    if (!visit(first)) return false;
    if (pair && !visit(Unit{0xDC00 + ((value - 0x10000) & 0x3FFU)})) return false;
  }
  return true;
}

[[nodiscard]] std::vector<Unit> text_units(std::string_view text);
[[nodiscard]] std::vector<Unit> pattern_units(std::span<const Pattern::Token> tokens);

/// `*`: any number of units.
[[nodiscard]] constexpr bool is_run_unit(Unit unit) {
  return unit == kFirstWildcardUnit + Pattern::kAnyRun ||
         unit == kFirstWildcardUnit + Pattern::kAnyRunInField;
}

/// Whether a unit of a pattern accepts a unit of a text.
[[nodiscard]] constexpr bool accepts(Unit pattern, Unit text) {
  if (pattern < kFirstWildcardUnit) return pattern == text;
  const Unit token = pattern - kFirstWildcardUnit;
  return token == Pattern::kAnyOne || token == Pattern::kAnyRun || text != ':';
}

}  // namespace cordon
