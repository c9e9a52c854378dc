#include "engine/key_template.h"

#include <algorithm>

#include "grammar/variable.h"

namespace cordon {
namespace {

// What a request has for one variable: known text, known to have none, or unknown.
struct VariableValue {
  Truth known = Truth::kFalse;
  std::string_view text;
};

VariableValue value_of(const VariableUse& use, const Request& request) {
  const Attribute attribute = request.attribute(use.key);
  switch (attribute.presence) {
    case Attribute::Presence::kNotTold:
    case Attribute::Presence::kValueNotTold:
      return {.known = Truth::kUnknown};
    case Attribute::Presence::kAbsent:
      return use.fallback ? VariableValue{Truth::kTrue, *use.fallback} : VariableValue{};
    case Attribute::Presence::kPresent:
      break;
  }
  // A list can't be a variable (V1), a time has no known text, and whether an empty value counts as
  // a value is not documented (V9).
  if (attribute.multivalued || attribute.values.size() != 1 || attribute.values[0].empty()) {
    return {.known = Truth::kUnknown};
  }
  return {Truth::kTrue, attribute.values[0]};
}

}  // namespace

KeyTemplate::KeyTemplate(std::string_view text, PolicyVersion version, Wildcards wildcards) {
  const auto append = [&](std::string_view piece) {
    if (wildcards == Wildcards::kGlob) {
      append_glob(tokens_, piece);
    } else {
      append_literal(tokens_, piece);
    }
  };
  if (version == PolicyVersion::k2008 || text.find("${") == std::string_view::npos) {
    append(text);
    return;
  }
  for (TemplatePiece& piece : parse_template(text).pieces) {
    switch (piece.kind) {
      case TemplatePiece::Kind::kText:
        append(piece.text);
        break;
      case TemplatePiece::Kind::kLiteral:
        append_literal(tokens_, piece.text);
        break;
      case TemplatePiece::Kind::kVariable:
        tokens_.push_back(static_cast<Pattern::Token>(kFirstHole + variables_.size()));
        variables_.push_back({ContextKey(piece.text), std::move(piece.fallback)});
        break;
    }
  }
}

KeyTemplate::Filled KeyTemplate::fill(const Request& request) const {
  Filled filled;
  filled.tokens.reserve(tokens_.size() + 32);
  for (const Pattern::Token token : tokens_) {
    if (token < kFirstHole) {
      filled.tokens.push_back(token);
      continue;
    }
    const VariableValue value = value_of(variables_[token - kFirstHole], request);
    filled.known = filled.known & value.known;
    append_literal(filled.tokens, value.text);
  }
  return filled;
}

std::string literal_text(const std::vector<Pattern::Token>& tokens) {
  std::string text(tokens.size(), '\0');
  std::ranges::transform(tokens, text.begin(),
                         [](Pattern::Token token) { return static_cast<char>(token); });
  return text;
}

}  // namespace cordon
