// Policy texts with variables, compiled: `home/${aws:username}/*` becomes tokens with holes, and a
// request fills the holes. What is filled in is literal text: a `*` in a tag value is no wildcard
// (semantics.md 2.3).
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/request.h"
#include "engine/truth.h"
#include "grammar/pattern.h"
#include "grammar/policy_document.h"

namespace cordon {

/// One `${key}` or `${key, 'default'}`.
struct VariableUse {
  ContextKey key;
  std::optional<std::string> fallback;
};

/// A text with its wildcards and variables told apart.
class KeyTemplate {
 public:
  enum class Wildcards : std::uint8_t { kNone, kGlob };

  /// Variables are read in documents of Version 2012-10-17 only (semantics.md V11).
  KeyTemplate(std::string_view text, PolicyVersion version, Wildcards wildcards);

  [[nodiscard]] bool has_variables() const { return !variables_.empty(); }
  [[nodiscard]] const std::vector<VariableUse>& variables() const { return variables_; }
  /// Wildcards, bytes, and holes (kFirstHole + number of the variable).
  [[nodiscard]] const std::vector<Pattern::Token>& tokens() const { return tokens_; }
  std::vector<Pattern::Token>& mutable_tokens() { return tokens_; }

  /// The tokens with every hole filled from the request.
  struct Filled {
    Truth known = Truth::kTrue;  // False: a variable has no value; Unknown: its value is not told
    std::vector<Pattern::Token> tokens;
  };
  [[nodiscard]] Filled fill(const Request& request) const;

  static constexpr Pattern::Token kFirstHole = 512;

 private:
  std::vector<Pattern::Token> tokens_;
  std::vector<VariableUse> variables_;
};

/// The text of tokens that hold no wildcard.
[[nodiscard]] std::string literal_text(const std::vector<Pattern::Token>& tokens);

}  // namespace cordon
