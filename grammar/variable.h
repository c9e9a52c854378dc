// Policy variables: `${aws:username}`, with a default `${aws:PrincipalTag/team, 'all'}`, and the
// literal characters `${*}`, `${?}`, `${$}` (semantics.md 2.3). A text with variables is a
// Template: pieces in order. Only documents of Version 2012-10-17 have variables; the caller knows.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace cordon {

/// One piece of a template.
struct TemplatePiece {
  enum class Kind : std::uint8_t {
    kText,      // as written: `*` and `?` are wildcards where the operator has them
    kLiteral,   // from ${*}, ${?}, ${$}: never a wildcard
    kVariable,  // `text` is the key's name as written
  };
  Kind kind = Kind::kText;
  std::string text;
  std::optional<std::string> fallback = std::nullopt;  // a variable's default value
  std::size_t begin = 0;  // bytes of the input that this piece came from
  std::size_t end = 0;
};

/// Something wrong with a variable: what (one kind for each of Access Analyzer's findings), where,
/// and in words.
struct TemplateProblem {
  enum class Kind : std::uint8_t {
    kMissingBrace,  // `${` without `}` before the end or the next `${`
    kMissingQuote,  // a default value that is not in single quotes
    kBlank,         // a blank in the name, or between a default value and the brace
    kEmptyName,     // `${}`, `${ }`, `${, 'x'}`
  };
  Kind kind = Kind::kMissingBrace;
  std::size_t begin = 0;  // from the dollar to the brace; a missing brace: the `${` alone
  std::size_t end = 0;
  std::string message;
};

/// INVARIANT: the pieces cover the input without gap or overlap, in order; no two kText pieces
/// touch.
struct Template {
  std::vector<TemplatePiece> pieces;
  std::vector<TemplateProblem> problems;  // the text of a broken variable stays a kText piece

  [[nodiscard]] bool has_variables() const;
};

/// Never fails. A name is anything without `}`, `,` and `${`; whether such a key exists is not
/// asked. Between the comma and the quote of a default value there may be any number of blanks; the
/// value itself may contain anything but a single quote.
[[nodiscard]] Template parse_template(std::string_view text);

}  // namespace cordon
