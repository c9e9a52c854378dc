#include "rules/registry.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <iterator>
#include <optional>
#include <utility>

#include "grammar/text.h"

namespace cordon::rules {

#define CORDON_RULE(name) extern const Rule name;
#include "rules/rule_list.inc"
#undef CORDON_RULE

namespace {

// Not deduced: clang gives up on deducing more than 256 elements.
constexpr auto kRules = std::to_array<const Rule*>({
#define CORDON_RULE(name) &(name),
#include "rules/rule_list.inc"
#undef CORDON_RULE
});

constexpr std::string_view kAwsPrefix = "aws:";
constexpr std::string_view kParliamentPrefix = "parliament:";

template <class Wanted>
std::vector<const Rule*> rules_where(Wanted wanted) {
  std::vector<const Rule*> found;
  std::ranges::copy_if(kRules, std::back_inserter(found), wanted);
  return found;
}

bool has_aws_code(const Rule& rule, std::string_view code) {
  return !code.empty() && std::ranges::find(rule.aws_codes, code) != rule.aws_codes.end();
}

/// `SEC`, `SEC01`: a family, or the start of ids of one.
bool starts_ids(std::string_view word) {
  constexpr std::size_t kFamily = 3;
  return word.size() >= kFamily &&
         std::ranges::all_of(word.substr(0, kFamily), [](char c) { return c >= 'A' && c <= 'Z'; });
}

std::optional<std::string_view> nearest_name(std::string_view word) {
  std::vector<std::string_view> names;
  for (const Rule* rule : kRules) {
    names.insert(names.end(), {rule->id, rule->name, rule->aws_codes[0], rule->aws_codes[1]});
  }
  std::erase(names, std::string_view());
  return nearest(word, names);
}

/// Marks what the words stand for.
std::expected<void, Error> mark(const std::vector<std::string>& words, bool value,
                                std::vector<bool>& chosen) {
  for (const std::string& word : words) {
    const std::vector<const Rule*> named = rules_named(word);
    if (named.empty()) return std::unexpected(no_such_rule(word));
    for (const Rule* rule : named) {
      chosen[static_cast<std::size_t>(std::ranges::find(kRules, rule) - kRules.begin())] = value;
    }
  }
  return {};
}

bool in_profile(const Rule& rule, const Selection& selection) {
  switch (rule.profile) {
    case Profile::kDefault:
      return true;
    case Profile::kPedantic:
      return selection.pedantic;
    case Profile::kAudit:
      return selection.audit;
  }
  return false;
}

}  // namespace

std::span<const Rule* const> all_rules() { return kRules; }

const Rule* find_rule(std::string_view id_or_name) {
  const auto found = std::ranges::find_if(kRules, [&](const Rule* rule) {
    return equals_ignoring_ascii_case(rule->id, id_or_name) || rule->name == id_or_name;
  });
  return found == kRules.end() ? nullptr : *found;
}

std::vector<const Rule*> rules_named(std::string_view word) {
  if (word == "all") return rules_where([](const Rule*) { return true; });
  if (const Rule* rule = find_rule(word)) return {rule};
  if (word.starts_with(kParliamentPrefix)) {
    word.remove_prefix(kParliamentPrefix.size());
    return rules_where([&](const Rule* rule) { return !word.empty() && rule->parliament == word; });
  }
  if (word.starts_with(kAwsPrefix)) word.remove_prefix(kAwsPrefix.size());
  auto by_code = rules_where([&](const Rule* rule) { return has_aws_code(*rule, word); });
  if (!by_code.empty() || !starts_ids(word)) return by_code;
  return rules_where([&](const Rule* rule) { return rule->id.starts_with(word); });
}

Error no_such_rule(std::string_view word) {
  const auto near = nearest_name(word);
  return {fmt::format("no rule is called {}{}", backticked(word),
                      near ? fmt::format("; did you mean `{}`?", *near) : "")};
}

std::expected<std::vector<const Rule*>, Error> selected_rules(const Selection& selection) {
  std::vector<bool> chosen(kRules.size());
  for (std::size_t i = 0; i < kRules.size() && selection.select.empty(); ++i) {
    chosen[i] = in_profile(*kRules[i], selection);
  }
  for (const auto& [words, value] :
       {std::pair(&selection.select, true), std::pair(&selection.extend_select, true),
        std::pair(&selection.ignore, false)}) {
    if (const auto marked = mark(*words, value, chosen); !marked) {
      return std::unexpected(marked.error());
    }
  }
  std::vector<const Rule*> rules;
  for (std::size_t i = 0; i < kRules.size(); ++i) {
    if (chosen[i]) rules.push_back(kRules[i]);
  }
  return rules;
}

}  // namespace cordon::rules
