#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <string>
#include <vector>

#include "engine/condition_containment.h"
#include "rules/conditions/conditions.h"
#include "rules/findings/wording.h"
#include "rules/rule.h"

namespace cordon::rules {
namespace {

using Conditions = std::vector<CompiledCondition>;

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

void report_pair(const Subject& subject, const ConditionEntry& first, const ConditionEntry& second,
                 Found& found) {
  Finding& finding =
      found.add(subject, second.key.node.span(),
                fmt::format("no request meets both conditions on {}: {} and {}",
                            backticked(second.key.value), in_words(first), in_words(second)),
                "remove the statement, or the condition that is not meant");
  finding.relate(subject.source(), first.key.node.span(), "the other condition");
  finding.aws_code = {};
}

// The first pair that can't be met; there is one cause for the statement being dead.
void check_pairs(const Subject& subject, const Statement& statement, Found& found) {
  std::map<std::string, std::vector<std::size_t>> by_key;
  Conditions conditions;
  for (std::size_t i = 0; i < statement.conditions.size(); ++i) {
    conditions.push_back(compile_condition(statement.conditions[i], subject.document.version));
    std::vector<std::size_t>& same = by_key[conditions.back().key.lower];
    if (same.size() >= kMostOfOneKey) continue;
    for (const std::size_t other : same) {
      if (exclude_each_other(conditions[other], conditions[i]) != Truth::kTrue) continue;
      report_pair(subject, statement.conditions[other], statement.conditions[i], found);
      return;
    }
    same.push_back(i);
  }
}

void check(const Subject& subject, Found& found) {
  each_condition(subject, [&](const ConditionUse& use) {
    if (leaves_nothing(use)) report_star(subject, use, found);
  });
  for (const Statement& statement : subject.statements()) {
    if (statement.conditions.size() > 1) check_pairs(subject, statement, found);
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
there, two lists of values have none in common, a time is to be after it ended.
)",
    .check = check,
};

}  // namespace cordon::rules
