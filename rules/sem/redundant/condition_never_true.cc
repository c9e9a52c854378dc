#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <string>
#include <vector>

#include "engine/condition_containment.h"
#include "rules/conditions/conditions.h"
#include "rules/conditions/contradictions.h"
#include "rules/findings/wording.h"
#include "rules/rule.h"

namespace cordon::rules {
namespace {

using Conditions = std::vector<CompiledCondition>;
using Numbers = std::vector<std::size_t>;

constexpr std::size_t kMostOfOneKey = 64;  // of a statement; there are not as many operators

// A negated pattern that leaves nothing, on a key that is there.
bool leaves_nothing(const ConditionUse& use) {
  const bool pattern = use.op.base != nullptr && use.op.base->type == ValueType::kStringLike;
  if (!pattern || !use.negated() || use.op.qualifier == SetQualifier::kForAllValues) return false;
  const bool star = std::ranges::any_of(use.entry.values, [](const PolicyText& value) {
    return !value.value.empty() && value.value.find_first_not_of('*') == std::string_view::npos;
  });
  const auto facts = key_facts(use.key());
  return star && (!use.met_without_key() || (facts && facts->always_present()));
}

void report_star(const Subject& subject, const ConditionUse& use, Found& found) {
  found.add(subject, use.key_span(),
            fmt::format("the condition on {} is never met: no value differs from `*`",
                        backticked(use.key())),
            "remove the statement, or name the values that are meant");
}

std::string in_words(const ConditionEntry& entry) {
  const std::string_view first = entry.values.empty() ? "" : entry.values.front().value;
  return fmt::format("{} {}{}", entry.op.value, backticked(first), and_more(entry.values.size()));
}

bool is_one_key(const Conditions& conditions, const Numbers& numbers) {
  return std::ranges::all_of(numbers, [&](std::size_t each) {
    return conditions[each].key == conditions[numbers.front()].key;
  });
}

// "both conditions on `k`: A `x` and B `y`"; with the keys where there are several.
std::string together(const Statement& statement, const Numbers& numbers, bool one_key) {
  std::string text;
  for (std::size_t i = 0; i < numbers.size(); ++i) {
    const ConditionEntry& entry = statement.conditions[numbers[i]];
    text += i == 0 ? "" : i + 1 == numbers.size() ? " and " : ", ";
    if (!one_key) text += backticked(entry.key.value) + " ";
    text += in_words(entry);
  }
  const std::string on =
      one_key ? " on " + backticked(statement.conditions[numbers.back()].key.value) : "";
  return fmt::format("{} conditions{}: {}", numbers.size() == 2 ? "both" : "all of these", on,
                     text);
}

void report(const Subject& subject, const Statement& statement, const Numbers& numbers,
            bool one_key, Found& found) {
  Finding& finding = found.add(subject, statement.conditions[numbers.back()].key.node.span(),
                               "no request meets " + together(statement, numbers, one_key),
                               "remove the statement, or the condition that is not meant");
  for (std::size_t i = 0; i + 1 < numbers.size(); ++i) {
    finding.relate(subject.source(), statement.conditions[numbers[i]].key.node.span(),
                   numbers.size() == 2 ? "the other condition" : "one of the conditions");
  }
  finding.aws_code = {};
}

// The first pair of which that is seen value by value.
Numbers excluding_pair(const Conditions& conditions) {
  std::map<std::string, Numbers> by_key;
  for (std::size_t i = 0; i < conditions.size(); ++i) {
    Numbers& same = by_key[conditions[i].key.lower];
    if (same.size() >= kMostOfOneKey) continue;
    for (const std::size_t other : same) {
      if (exclude_each_other(conditions[other], conditions[i]) == Truth::kTrue) return {other, i};
    }
    same.push_back(i);
  }
  return {};
}

// There is one cause for the statement being dead.
void check_together(const Subject& subject, std::size_t index, Found& found) {
  const Statement& statement = subject.statements()[index];
  Conditions conditions;
  for (const ConditionEntry& entry : statement.conditions) {
    conditions.push_back(compile_condition(entry, subject.document.version));
  }
  Numbers numbers = excluding_pair(conditions);
  if (numbers.empty() && subject.compiled) numbers = contradiction(subject, index, found);
  if (numbers.empty()) return;
  report(subject, statement, numbers, is_one_key(conditions, numbers), found);
}

void check(const Subject& subject, Found& found) {
  each_condition(subject, [&](const ConditionUse& use) {
    if (leaves_nothing(use)) report_star(subject, use, found);
  });
  for (std::size_t i = 0; i < subject.statements().size(); ++i) {
    if (subject.statements()[i].conditions.size() > 1) check_together(subject, i, found);
  }
}

}  // namespace

extern const Rule kConditionNeverTrue{
    .id = "SEM057",
    .name = "condition-never-true",
    .level = Level::kWarning,
    .aws_codes = {"REDUNDANT_STATEMENT_DUE_TO_WILDCARD_IN_CONDITION"},
    .summary = "a condition that is never met",
    .doc =
        R"(No request meets it, so the statement has no effect: no value differs from `*`, a key is asked to be there and not to be
there, lists of values have none in common, a time is to be after it ended. Conditions are taken together as far as they speak
of the same key, of the time, or of each other's variables.
)",
    .check = check,
};

}  // namespace cordon::rules
