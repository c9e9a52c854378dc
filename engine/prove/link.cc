#include "engine/prove/link.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "engine/prove/key_roles.h"
#include "grammar/text.h"

namespace cordon::prove {
namespace {

using Role = KeyRole::Kind;
using Token = Pattern::Token;

class LinkReader {
 public:
  LinkReader(const Reading& reading, VariableId variable, const KeyTemplate& text, Link link)
      : r_(reading), variable_(variable), text_(text), link_(std::move(link)) {
    for (const VariableUse& use : text.variables()) roles_.push_back(role_for(use));
  }

  Symbolic read() {
    for (const Token token : text_.tokens()) {
      if (token < KeyTemplate::kFirstHole) {
        link_.tokens.push_back(token);
        by_default_.push_back(token);
      } else if (const auto end = hole(token - KeyTemplate::kFirstHole)) {
        return *end;
      }
    }
    const Symbolic matches = known_ & r_.fact(r_.atoms.link(variable_, link_));
    const Symbolic otherwise = matches_default();
    return matches | undocumented_ | otherwise;
  }

 private:
  [[nodiscard]] KeyRole role_for(const VariableUse& use) const {
    return role_of(use.key, r_.situation, r_.base, r_.atoms);
  }

  [[nodiscard]] Symbolic not_understood(const VariableUse& use) const {
    return r_.open(fmt::format("the variable `${{{}}}`", use.key.name));
  }

  // A value: the whole text comes to that.
  [[nodiscard]] std::optional<Symbolic> hole(std::size_t number) {
    const VariableUse& use = text_.variables()[number];
    const KeyRole& role = roles_[number];
    if (role.kind == Role::kFixed) return fixed(use);
    const auto free = std::ranges::count_if(
        roles_, [](const KeyRole& each) { return each.kind != Role::kFixed; });
    if (role.kind != Role::kFree || (use.fallback && free > 1)) return not_understood(use);
    const Symbolic present = role.always_present
                                 ? Symbolic(Truth::kTrue)
                                 : r_.fact(r_.atoms.flag(Atom::Kind::kPresent, role.variable));
    const Arity arity = r_.atoms.variable_at(role.variable).arity;
    // A list, also an empty one, and an empty value are not documented.
    const Symbolic there = has_value(r_, use.key);
    if (arity == Arity::kList) return there & not_understood(use);
    Symbolic plain = present & r_.value_in(role.variable, TextSet::glob("?*"));
    if (arity == Arity::kEither) {
      plain = plain & !r_.fact(r_.atoms.flag(Atom::Kind::kList, role.variable));
    }
    known_ = known_ & plain;
    const Symbolic unclear = there & !plain;
    undocumented_ = undocumented_ | (unclear & not_understood(use));
    if (use.fallback) {
      absent_ = !there;
      append_literal(by_default_, *use.fallback);
    }
    link_.tokens.push_back(static_cast<Token>(KeyTemplate::kFirstHole + link_.holes.size()));
    link_.holes.push_back(role.variable);
    return std::nullopt;
  }

  [[nodiscard]] std::optional<Symbolic> fixed(const VariableUse& use) {
    const Attribute attribute = r_.base.attribute(use.key);
    const bool present = attribute.presence == Attribute::Presence::kPresent;
    if (!present && !use.fallback) return Symbolic(Truth::kFalse);
    const bool plain =
        !attribute.multivalued && attribute.values.size() == 1 && !attribute.values[0].empty();
    if (present && !plain) return not_understood(use);
    const std::string& value = present ? attribute.values[0] : *use.fallback;
    append_literal(link_.tokens, value);
    append_literal(by_default_, value);
    return std::nullopt;
  }

  // The variable is absent and has a default.
  [[nodiscard]] Symbolic matches_default() const {
    if (!absent_) return Symbolic(Truth::kFalse);
    Link link = link_;
    link.tokens = by_default_;
    const auto set = filled(link, {});
    return set ? *absent_ & r_.value_in(variable_, *set) : *absent_ & Symbolic(Truth::kUnknown);
  }

  const Reading& r_;
  VariableId variable_;
  const KeyTemplate& text_;
  Link link_;
  std::vector<KeyRole> roles_;
  std::vector<Token> by_default_;
  Symbolic known_{Truth::kTrue};
  Symbolic undocumented_{Truth::kFalse};
  std::optional<Symbolic> absent_;
};

std::optional<TextSet> set_of(TextSet::Tokens tokens, const Link& link) {
  using Patterns = std::vector<TextSet::Tokens>;
  switch (link.type) {
    case ValueType::kStringIgnoreCase: {
      auto folded = folded_tokens(java_lower(literal_text(tokens)));
      if (!folded) return std::nullopt;
      return TextSet(Patterns{std::move(*folded)}, TextSet::Letters::kFolded);
    }
    case ValueType::kArn: {
      const PolicyValue value = read_policy_value(ValueType::kArn, tokens);
      const auto* arn = std::get_if<ArnPattern>(&value);
      if (arn == nullptr) return std::nullopt;
      return TextSet(Patterns{tokens_of(*arn)});
    }
    default:
      return TextSet(Patterns{std::move(tokens)});
  }
}

}  // namespace

Symbolic read_link(const Reading& reading, VariableId variable, const KeyTemplate& text,
                   ValueType type, bool resource) {
  Link link{.type = type, .resource = resource, .tokens = {}, .holes = {}};
  return LinkReader(reading, variable, text, std::move(link)).read();
}

Symbolic has_value(const Reading& reading, const ContextKey& key) {
  const KeyRole role = role_of(key, reading.situation, reading.base, reading.atoms);
  if (role.kind == Role::kFixed) {
    return Symbolic(truth(reading.base.attribute(key).presence != Attribute::Presence::kAbsent));
  }
  if (role.always_present) return Symbolic(Truth::kTrue);
  const Symbolic present = reading.fact(reading.atoms.flag(Atom::Kind::kPresent, role.variable));
  const bool list =
      role.kind == Role::kFree && reading.atoms.variable_at(role.variable).arity != Arity::kOne;
  if (!list) return present;
  return present | reading.fact(reading.atoms.flag(Atom::Kind::kEmptyList, role.variable));
}

std::optional<TextSet> filled(const Link& link, std::span<const std::string> values) {
  TextSet::Tokens tokens;
  for (const Token token : link.tokens) {
    if (token < KeyTemplate::kFirstHole) {
      tokens.push_back(token);
    } else {
      append_literal(tokens, values[token - KeyTemplate::kFirstHole]);
    }
  }
  return set_of(std::move(tokens), link);
}

// A run in the place of each hole; ignoring case, that is a pattern as any other.
std::optional<TextSet> filled_with_anything(const Link& link) {
  TextSet::Tokens tokens = link.tokens;
  for (Token& token : tokens) {
    if (token >= KeyTemplate::kFirstHole) token = Pattern::kAnyRun;
  }
  if (link.type != ValueType::kStringIgnoreCase) return set_of(std::move(tokens), link);
  for (Token& token : tokens) {
    if (token >= 0x80 && token < Pattern::kAnyOne) return std::nullopt;
    if (token < 0x80) token = static_cast<unsigned char>(ascii_lower(static_cast<char>(token)));
  }
  return TextSet(std::vector<TextSet::Tokens>{std::move(tokens)}, TextSet::Letters::kFolded);
}

std::optional<TextSet::Tokens> folded_tokens(std::string_view lower) {
  const bool ascii =
      std::ranges::all_of(lower, [](char c) { return static_cast<unsigned char>(c) < 0x80; });
  if (!ascii) return std::nullopt;
  TextSet::Tokens tokens;
  append_literal(tokens, lower);
  return tokens;
}

TextSet::Tokens tokens_of(const ArnPattern& arn) {
  TextSet::Tokens all;
  for (std::size_t i = 0; i < arn.size(); ++i) {
    TextSet::Tokens field = arn[i].tokens();
    if (i + 1 < arn.size()) {
      confine_to_fields(field);
      field.push_back(':');
    }
    all.insert(all.end(), field.begin(), field.end());
  }
  return all;
}

void confine_to_fields(TextSet::Tokens& tokens) {
  for (Token& token : tokens) {
    if (token == Pattern::kAnyRun) token = Pattern::kAnyRunInField;
    if (token == Pattern::kAnyOne) token = Pattern::kAnyOneInField;
  }
}

}  // namespace cordon::prove
