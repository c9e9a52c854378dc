// Globs: `*` is any run of characters, also empty; `?` is one character, counted in UTF-16 units as
// AWS does (semantics.md 12). Not a regular expression: there is no escape and no class.
//
// A match looks at most of its text once; `length of the text x length of the pattern` is the worst
// case for plain globs, a further factor `length of a field` for field wildcards. There is no
// backtracking blow-up.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace cordon {

/// A compiled glob. Bytes stand for themselves; the wildcards are values above them.
class Pattern {
 public:
  using Token = std::uint16_t;
  static constexpr Token kAnyOne = 256;         // ?
  static constexpr Token kAnyOneInField = 257;  // ? that does not match a colon
  static constexpr Token kAnyRun = 258;         // *
  static constexpr Token kAnyRunInField = 259;  // * that does not match a colon

  /// Matches the empty text only.
  Pattern() = default;
  /// Adjacent runs become one: tokens() may be shorter than `tokens`.
  explicit Pattern(std::vector<Token> tokens);

  /// A plain glob over the whole text.
  [[nodiscard]] static Pattern glob(std::string_view text);

  [[nodiscard]] bool matches(std::string_view text) const;
  [[nodiscard]] const std::vector<Token>& tokens() const { return tokens_; }
  /// The text before the first wildcard.
  [[nodiscard]] std::string_view literal_prefix() const {
    return std::string_view(bytes_).substr(0, prefix_size_);
  }
  [[nodiscard]] bool is_literal() const { return shape_ == Shape::kLiteral; }

 private:
  enum class Shape : std::uint8_t {
    kLiteral,
    kPrefix,    // a literal and one `*`
    kSegments,  // place the segments from left to right
    kStates,    // what the left-most place of a segment does not decide
  };

  // What stands between two runs; `star` is the run before it, 0 for the first segment.
  struct Segment {
    Token star = 0;
    bool has_any_one = false;
    std::size_t begin = 0;
    std::size_t size = 0;
  };

  void split_into_segments();
  [[nodiscard]] Shape choose_shape() const;
  [[nodiscard]] std::string_view literal(const Segment& segment) const;
  [[nodiscard]] bool fits(const Segment& segment, std::string_view text, std::size_t at) const;
  [[nodiscard]] std::size_t place(const Segment& segment, std::string_view text,
                                  std::size_t from) const;
  [[nodiscard]] std::size_t place_last(const Segment& segment, std::string_view text,
                                       std::size_t from) const;
  [[nodiscard]] bool match_segments(std::string_view text) const;

  std::vector<Token> tokens_;
  std::string bytes_;  // one byte for each token, so that literals compare as memory
  std::vector<Segment> segments_;
  std::size_t prefix_size_ = 0;
  Shape shape_ = Shape::kLiteral;
  bool has_any_one_ = false;
};

/// Tokens of a text with `*` and `?` as wildcards, appended to `tokens`.
void append_glob(std::vector<Pattern::Token>& tokens, std::string_view text);
/// Tokens of a text in which every byte stands for itself.
void append_literal(std::vector<Pattern::Token>& tokens, std::string_view text);

/// Rewrites the wildcards of an ARN pattern for the Resource element (semantics.md M2): a `*` at
/// the end of one of the first five fields may run on past colons, any other wildcard of those
/// fields stays inside its field; the sixth field is free. The fields are those of the pattern
/// itself, split at its first five literal colons; the end of a shorter pattern ends its last
/// field.
void confine_wildcards_to_fields(std::vector<Pattern::Token>& tokens);

}  // namespace cordon
