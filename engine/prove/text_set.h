// A set of texts: all that match one of some patterns. Kept as a tree of the patterns, common
// beginnings once, which is at the same time an automaton: a place in the tree is how far a text
// has been read. Texts are read in UTF-16 units, as `?` counts them (semantics.md 12). Complements
// and intersections are not made; text_search.h finds a text that is in some sets and not in
// others.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "grammar/pattern.h"
#include "grammar/pattern_units.h"

namespace cordon::prove {

/// Wildcards beside those of Pattern, for what names may hold.
inline constexpr Pattern::Token kAnyOneInName = 260;  // neither colon nor slash
inline constexpr Pattern::Token kAnyRunInName = 261;
inline constexpr Pattern::Token kAnyDigit = 262;

/// What a wildcard accepts, by kind of text unit.
enum class UnitClass : std::uint8_t { kAny, kNoColon, kNoColonOrSlash, kDigit };
[[nodiscard]] constexpr bool in_class(UnitClass unit_class, Unit unit) {
  switch (unit_class) {
    case UnitClass::kAny:
      return true;
    case UnitClass::kNoColon:
      return unit != ':';
    case UnitClass::kNoColonOrSlash:
      return unit != ':' && unit != '/';
    case UnitClass::kDigit:
      return unit >= '0' && unit <= '9';
  }
  return false;
}

class TextSet {
 public:
  using Tokens = std::vector<Pattern::Token>;
  enum class Letters : std::uint8_t {
    kAsWritten,
    kFolded,  // the patterns are in lower case and stand for texts in any case
  };

  /// The empty set.
  TextSet() : TextSet(std::vector<Tokens>{}, Letters::kAsWritten) {}
  explicit TextSet(std::vector<Tokens> patterns, Letters letters = Letters::kAsWritten);
  [[nodiscard]] static TextSet glob(std::string_view pattern);
  [[nodiscard]] static TextSet literal(std::string_view text);

  [[nodiscard]] bool contains(std::string_view text) const;
  [[nodiscard]] bool folded() const { return letters_ == Letters::kFolded; }
  /// Sorted, each once: two sets with the same patterns are the same set.
  [[nodiscard]] const std::vector<Tokens>& patterns() const { return patterns_; }
  friend bool operator==(const TextSet& a, const TextSet& b) {
    return a.letters_ == b.letters_ && a.patterns_ == b.patterns_;
  }
  [[nodiscard]] std::size_t hash() const;

  // --- As an automaton --------------------------------------------------------------------------

  /// A place: the pattern's unit that was read last.
  struct Node {
    Unit unit = 0;                  // of the pattern: a text's unit or a wildcard
    std::uint32_t first_child = 0;  // 0: none
    std::uint32_t sibling = 0;      // 0: none
    std::uint32_t distance = 0;     // least number of units from here to acceptance
    bool accepts = false;
    bool run = false;                        // any number of units of the class may follow here
    UnitClass unit_class = UnitClass::kAny;  // of a wildcard
  };
  static constexpr std::uint32_t kRoot = 0;
  [[nodiscard]] const std::vector<Node>& nodes() const { return nodes_; }
  [[nodiscard]] bool is_wildcard(const Node& node) const { return node.unit >= kFirstWildcardUnit; }
  /// Accepts whatever follows.
  [[nodiscard]] bool accepts_all_from(const Node& node) const {
    return node.accepts && node.run && node.unit_class == UnitClass::kAny;
  }
  /// Appends a place and what is reached from it without reading.
  void enter(std::uint32_t node, std::vector<std::uint32_t>& places) const;

 private:
  void add(std::span<const Unit> units, std::vector<std::uint32_t>& path,
           std::span<const Unit> before);
  void measure();

  Letters letters_;
  std::vector<Tokens> patterns_;
  std::vector<Node> nodes_;
};

/// The units of a text, for a search; a text that is no valid UTF-16 can't be written.
[[nodiscard]] std::string utf8_of(std::span<const Unit> units);

/// Units that a folded pattern's unit stands for, beside itself: the capital letter, and for `k`
/// also the Kelvin sign (Java's lower case).
[[nodiscard]] std::span<const Unit> other_cases(Unit lower);
/// The unit in lower case, as those of ASCII and the Kelvin sign have one.
[[nodiscard]] Unit lower_unit(Unit unit);

}  // namespace cordon::prove
