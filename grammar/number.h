// Exact decimal numbers, as AWS compares them: no rounding, `01`, `+1`, `1.` and `1e0` equal `1`
// (semantics.md 12).
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace cordon {

class Decimal {
 public:
  /// Optional sign, digits with at most one point, optional exponent; the whole text or nothing.
  /// An exponent outside of 32 bits is no number.
  [[nodiscard]] static std::optional<Decimal> parse(std::string_view text);
  [[nodiscard]] static Decimal from_integer(std::int64_t value);

  /// A number between the two, not one of them; a missing end is open. Whole where one fits. No
  /// value: `low` is not below `high`.
  [[nodiscard]] static std::optional<Decimal> between(const std::optional<Decimal>& low,
                                                      const std::optional<Decimal>& high);
  /// As parse() reads it: plain digits, or with an exponent where those would be many.
  [[nodiscard]] std::string text() const;

  friend std::strong_ordering operator<=>(const Decimal& a, const Decimal& b);
  friend bool operator==(const Decimal& a, const Decimal& b) { return (a <=> b) == 0; }

 private:
  [[nodiscard]] Decimal negative() const;
  [[nodiscard]] Decimal above(const std::optional<Decimal>& high) const;

  // INVARIANT: value = sign * 0.d1d2d3… * 10^exponent, d1 and the last digit are not 0; zero has no
  // digits, exponent 0 and is not negative.
  bool negative_ = false;
  std::int64_t exponent_ = 0;
  std::string digits_;
};

}  // namespace cordon
