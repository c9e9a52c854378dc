#include "engine/prove/request_sets.h"

#include <algorithm>
#include <initializer_list>
#include <ranges>
#include <string>
#include <utility>

#include "engine/action_index.h"
#include "engine/prove/link.h"
#include "grammar/arn.h"
#include "grammar/text.h"

namespace cordon::prove {
namespace {

using Tokens = TextSet::Tokens;

// Patterns of what is asked about, each compared with those of every set.
constexpr std::size_t kMostToCompare = 500;

// `arn:` and four fields that are free, then what stands in the last two.
Tokens arn_tokens(std::string_view account, std::string_view resource) {
  Tokens tokens;
  append_literal(tokens, "arn:");
  for (int field = 0; field < 3; ++field) {
    tokens.insert(tokens.end(), {Pattern::kAnyRunInField, ':'});
  }
  Tokens field = glob_tokens(account);
  confine_to_fields(field);
  tokens.insert(tokens.end(), field.begin(), field.end());
  tokens.push_back(':');
  append_glob(tokens, resource);
  return tokens;
}

TextSet set_of(Tokens tokens) { return TextSet(std::vector<Tokens>{std::move(tokens)}); }

bool is_wildcard(Pattern::Token token) { return token >= Pattern::kAnyOne; }

// Whether what two patterns begin with, before a wildcard of either, is not the same.
template <class Range>
bool begin_apart(const Range& a, const Range& b) {
  const auto goes_on = [](Pattern::Token x, Pattern::Token y) { return x == y && !is_wildcard(x); };
  const auto [in_a, in_b] = std::ranges::mismatch(a, b, goes_on);
  return in_a != a.end() && in_b != b.end() && !is_wildcard(*in_a) && !is_wildcard(*in_b);
}

// Read from either end.
bool plainly_disjoint(const Tokens& a, const Tokens& b) {
  return begin_apart(a, b) || begin_apart(a | std::views::reverse, b | std::views::reverse);
}

}  // namespace

Tokens glob_tokens(std::string_view text) {
  Tokens tokens;
  append_glob(tokens, text);
  return tokens;
}

TextSet arns_of(std::string_view account, std::string_view resource) {
  return set_of(arn_tokens(account, resource));
}

std::string_view action_pattern_problem(std::string_view entry) {
  const std::size_t colon = entry.find(':');
  const bool fits =
      entry == "*" || (colon != std::string_view::npos && colon > 0 && colon + 1 < entry.size() &&
                       entry.find_first_of(" \t") == std::string_view::npos);
  return fits ? "" : "expected `service:name`, such as `s3:Get*`, or `*`";
}

std::string_view resource_pattern_problem(std::string_view entry) {
  return entry == "*" || split_arn(entry) ? "" : "expected an ARN with its six fields, or `*`";
}

TextSet all_actions() {
  return set_of({kAnyOneInName, kAnyRunInName, ':', kAnyOneInName, kAnyRunInName});
}

TextSet arns_of_account_owned() {
  Tokens tokens = arn_tokens("", "*");
  const std::size_t account = tokens.size() - 2;
  tokens.insert(tokens.begin() + static_cast<std::ptrdiff_t>(account), 12, kAnyDigit);
  return set_of(std::move(tokens));
}

TextSet actions_of(std::span<const std::string_view> entries) {
  ActionIndex accepts(1);
  std::vector<Tokens> patterns;
  for (const std::string_view entry : entries) {
    if (!accepts.add(0, entry)) continue;
    const std::string lower = ascii_lower(entry);
    const std::size_t colon = lower.find(':');
    if (colon == std::string::npos) {
      patterns.push_back({Pattern::kAnyRun});
      continue;
    }
    Tokens tokens = glob_tokens(std::string_view(lower).substr(0, colon));
    confine_to_fields(tokens);
    append_glob(tokens, std::string_view(lower).substr(colon));
    patterns.push_back(Pattern(std::move(tokens)).tokens());
  }
  return TextSet(std::move(patterns));
}

TextSet principal_arns(CallerKind kind) {
  Tokens start;
  append_literal(start, "arn:aws");  // and what stands behind it in other partitions
  start.push_back(kAnyRunInName);
  append_literal(start, kind == CallerKind::kFederatedUser ? ":sts::" : ":iam::");
  start.insert(start.end(), 12, kAnyDigit);
  std::vector<Tokens> patterns;
  const auto add = [&](std::string_view type, std::initializer_list<Pattern::Token> path) {
    Tokens& tokens = patterns.emplace_back(start);
    append_literal(tokens, type);
    tokens.insert(tokens.end(), path);
  };
  if (kind == CallerKind::kRoot) {
    add(":root", {});
    return TextSet(std::move(patterns));
  }
  const std::string_view type = kind == CallerKind::kUser          ? ":user/"
                                : kind == CallerKind::kRoleSession ? ":role/"
                                                                   : ":federated-user/";
  add(type, {kAnyOneInName, kAnyRunInName});
  if (kind != CallerKind::kFederatedUser) {
    add(type, {kAnyOneInName, Pattern::kAnyRunInField, '/', kAnyOneInName, kAnyRunInName});
  }
  return TextSet(std::move(patterns));
}

bool is_apart(const TextSet& set, const std::vector<Tokens>& asked) {
  if (asked.empty() || asked.size() > kMostToCompare) return false;
  return std::ranges::all_of(set.patterns(), [&](const Tokens& one) {
    return std::ranges::all_of(asked,
                               [&](const Tokens& other) { return plainly_disjoint(one, other); });
  });
}

}  // namespace cordon::prove
