#include "engine/statement_containment.h"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "engine/condition_containment.h"
#include "engine/pattern_sets.h"
#include "grammar/text.h"

namespace cordon {
namespace {

Truth certain(bool value) { return value ? Truth::kTrue : Truth::kUnknown; }

bool only_asterisks(std::string_view text) {
  return !text.empty() && text.find_first_not_of('*') == std::string_view::npos;
}

// Long lists are compared by their texts alone: each entry with each would take too long.
constexpr std::size_t kMostPairs = 250'000;

bool too_many(std::size_t a, std::size_t b) { return a != 0 && b > kMostPairs / a; }

bool texts_within(std::vector<std::string> inner, std::vector<std::string> outer) {
  std::ranges::sort(inner);
  std::ranges::sort(outer);
  const auto repeated = std::ranges::unique(inner);
  inner.erase(repeated.begin(), repeated.end());
  return std::ranges::includes(outer, inner);
}

// --- Actions ------------------------------------------------------------------------------------

// An entry of Action; no value: it matches nothing (semantics.md A4).
std::optional<Pattern> action_pattern(std::string_view entry) {
  if (only_asterisks(entry)) return Pattern::glob("*");
  const std::string lower = ascii_lower(entry);
  const std::size_t colon = lower.find(':');
  if (colon == std::string::npos || colon + 1 == lower.size()) return {};
  std::vector<Pattern::Token> tokens;
  append_glob(tokens, std::string_view(lower).substr(0, colon));
  // The service's wildcards stay before the colon.
  for (Pattern::Token& token : tokens) {
    if (token == Pattern::kAnyRun) token = Pattern::kAnyRunInField;
    if (token == Pattern::kAnyOne) token = Pattern::kAnyOneInField;
  }
  append_glob(tokens, std::string_view(lower).substr(colon));
  return Pattern(std::move(tokens));
}

std::vector<std::string> action_texts(const ListElement& element) {
  std::vector<std::string> texts;
  for (const PolicyText& entry : element.entries) texts.push_back(ascii_lower(entry.value));
  return texts;
}

std::vector<Pattern> action_patterns(const ListElement& element) {
  std::vector<Pattern> patterns;
  for (const PolicyText& entry : element.entries) {
    if (auto pattern = action_pattern(entry.value)) patterns.push_back(std::move(*pattern));
  }
  return patterns;
}

bool within(const std::vector<Pattern>& inner, const std::vector<Pattern>& outer) {
  return std::ranges::all_of(inner, [&](const Pattern& one) {
    return std::ranges::any_of(
        outer, [&](const Pattern& other) { return contains(other, one) == Truth::kTrue; });
  });
}

bool disjoint(const std::vector<Pattern>& a, const std::vector<Pattern>& b) {
  return std::ranges::all_of(a, [&](const Pattern& one) {
    return std::ranges::all_of(
        b, [&](const Pattern& other) { return intersects(one, other) == Truth::kFalse; });
  });
}

// --- Resources ----------------------------------------------------------------------------------

// What the entry can match at most: a variable may be any text.
std::vector<Pattern> widest(const ResourceEntry& entry) {
  if (!entry.with_variables) return entry.patterns;
  std::vector<Pattern::Token> tokens = entry.with_variables->tokens();
  for (Pattern::Token& token : tokens) {
    if (token >= KeyTemplate::kFirstHole) token = Pattern::kAnyRun;
  }
  return {Pattern(std::move(tokens))};
}

bool disjoint(const ResourceEntry& inner, const ResourceEntry& outer) {
  if (inner.everything || outer.everything || outer.with_variables) return false;
  return disjoint(widest(inner), outer.patterns);
}

std::vector<std::string> texts_of(const std::vector<ResourceEntry>& entries) {
  std::vector<std::string> texts;
  for (const ResourceEntry& entry : entries) texts.push_back(entry.text);
  return texts;
}

// Some entry of `outer` holds this one.
bool in_one_of(const ResourceEntry& entry, const std::vector<ResourceEntry>& outer) {
  return std::ranges::any_of(
      outer, [&](const ResourceEntry& other) { return covers(other, entry) == Truth::kTrue; });
}

bool within(const std::vector<ResourceEntry>& inner, const std::vector<ResourceEntry>& outer) {
  if (too_many(inner.size(), outer.size())) return texts_within(texts_of(inner), texts_of(outer));
  return std::ranges::all_of(inner,
                             [&](const ResourceEntry& entry) { return in_one_of(entry, outer); });
}

bool all_disjoint(const std::vector<ResourceEntry>& inner,
                  const std::vector<ResourceEntry>& outer) {
  if (too_many(inner.size(), outer.size())) return false;
  return std::ranges::all_of(inner, [&](const ResourceEntry& entry) {
    return std::ranges::all_of(outer,
                               [&](const ResourceEntry& other) { return disjoint(entry, other); });
  });
}

// --- Principals ---------------------------------------------------------------------------------

bool same_principal(const PrincipalPattern& a, const PrincipalPattern& b) {
  return a.kind == b.kind && a.text == b.text;
}

bool has_everyone(const PrincipalSet& set) {
  return std::ranges::any_of(set.patterns(), [](const PrincipalPattern& pattern) {
    return pattern.kind == PrincipalPattern::Kind::kEveryone;
  });
}

}  // namespace

Truth action_covers(std::string_view outer, std::string_view inner) {
  const auto one = action_pattern(inner);
  const auto other = action_pattern(outer);
  return certain(!one || (other && contains(*other, *one) == Truth::kTrue));
}

Truth covers_actions(const ListElement& outer, const ListElement& inner) {
  if (too_many(outer.entries.size(), inner.entries.size())) {
    return certain(!outer.negated && !inner.negated &&
                   texts_within(action_texts(inner), action_texts(outer)));
  }
  const std::vector<Pattern> outers = action_patterns(outer);
  const std::vector<Pattern> inners = action_patterns(inner);
  if (!outer.negated) {
    const std::vector<Pattern> all{Pattern::glob("*")};
    return certain(within(inner.negated ? all : inners, outers));
  }
  // NOLINTNEXTLINE(readability-suspicious-call-argument): the other way round is what is meant.
  return certain(inner.negated ? within(outers, inners) : disjoint(inners, outers));
}

Truth covers(const ResourceEntry& outer, const ResourceEntry& inner) {
  if (outer.everything) return Truth::kTrue;
  if (inner.everything) return Truth::kUnknown;
  if (outer.with_variables || inner.variable_too_early) return certain(outer.text == inner.text);
  return certain(within(widest(inner), outer.patterns));
}

Truth covers(const ResourceSet& outer, const ResourceSet& inner) {
  const auto& outers = outer.entries();
  const auto& inners = inner.entries();
  if (!outer.given()) return Truth::kTrue;
  if (!outer.negated()) {
    const bool everything = std::ranges::any_of(outers, &ResourceEntry::everything);
    if (everything || !inner.given() || inner.negated()) return certain(everything);
    return certain(within(inners, outers));
  }
  if (!inner.given()) return certain(outers.empty());
  if (!inner.negated()) return certain(all_disjoint(inners, outers));
  // A variable without a value leaves open what NotResource has (semantics.md V7).
  const bool fixed = std::ranges::none_of(
      outers, [](const auto& entry) { return entry.with_variables.has_value(); });
  // NOLINTNEXTLINE(readability-suspicious-call-argument): the other way round is what is meant.
  return certain(fixed && within(outers, inners));
}

Truth covers(const PrincipalSet& outer, const PrincipalSet& inner) {
  if (!outer.given()) return Truth::kTrue;
  if (!inner.given()) return Truth::kUnknown;
  if (outer.negated() || inner.negated()) {
    return certain(outer.negated() == inner.negated() &&
                   std::ranges::equal(outer.patterns(), inner.patterns(), same_principal));
  }
  if (has_everyone(outer)) return Truth::kTrue;
  if (too_many(outer.patterns().size(), inner.patterns().size())) return Truth::kUnknown;
  return certain(std::ranges::all_of(inner.patterns(), [&](const PrincipalPattern& one) {
    return std::ranges::any_of(outer.patterns(), [&](const PrincipalPattern& other) {
      return same_principal(one, other);
    });
  }));
}

Truth covers(const CompiledPolicy& policy, std::size_t outer, std::size_t inner) {
  const CompiledStatement& wide = policy.statements[outer];
  const CompiledStatement& narrow = policy.statements[inner];
  if (!wide.action || !narrow.action) return Truth::kUnknown;
  // The cheap parts first: most pairs of statements differ in one of them.
  return certain(covers(wide.principals, narrow.principals) == Truth::kTrue &&
                 implies(narrow.conditions, wide.conditions) == Truth::kTrue &&
                 covers(wide.resources, narrow.resources) == Truth::kTrue &&
                 covers_actions(*wide.action, *narrow.action) == Truth::kTrue);
}

}  // namespace cordon
