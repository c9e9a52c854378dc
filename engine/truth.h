// Kleene's three truth values. Unknown is a verdict of its own: it is never shown as denied, and
// never counted as allowed (semantics.md 0.3).
#pragma once

#include <algorithm>
#include <cstdint>

namespace cordon {

// INVARIANT: ordered False < Unknown < True, so that "and" is the minimum and "or" the maximum.
enum class Truth : std::uint8_t { kFalse, kUnknown, kTrue };

[[nodiscard]] constexpr Truth truth(bool value) { return value ? Truth::kTrue : Truth::kFalse; }
[[nodiscard]] constexpr Truth operator&(Truth a, Truth b) { return std::min(a, b); }
[[nodiscard]] constexpr Truth operator|(Truth a, Truth b) { return std::max(a, b); }
[[nodiscard]] constexpr Truth operator!(Truth a) {
  return static_cast<Truth>(2 - static_cast<std::uint8_t>(a));
}
/// True becomes unknown: what would hold if something undocumented did not get in the way.
[[nodiscard]] constexpr Truth weaken(Truth a) { return a & Truth::kUnknown; }

}  // namespace cordon
