#include <fmt/format.h>

#include <algorithm>

#include "grammar/cidr.h"
#include "rules/conditions/conditions.h"
#include "rules/rule.h"

namespace cordon::rules {
namespace {

// Every value of the operator's type passes.
bool passes_all(const Subject& subject, const ConditionUse& use) {
  if (use.op.base->type == ValueType::kStringLike) {
    return std::ranges::any_of(use.entry.values, [](const PolicyText& value) {
      return !value.value.empty() && value.value.find_first_not_of('*') == std::string_view::npos;
    });
  }
  bool v4 = false;
  bool v6 = false;
  each_fixed_value(subject, use, [&](const PolicyText& value) {
    const auto block = parse_cidr(value.value);
    if (block && block->prefix_length == 0) (block->network.v6 ? v6 : v4) = true;
  });
  return v4 && v6;
}

void check(const Subject& subject, Found& found) {
  each_condition_of(
      subject, {ValueType::kStringLike, ValueType::kIp}, [&](const ConditionUse& use) {
        if (use.negated() || !use.met_without_key() || !passes_all(subject, use)) return;
        Finding& finding =
            found.add(subject, use.key_span(),
                      fmt::format("the condition on {} is always met, with the key or without",
                                  backticked(use.key())),
                      "remove it, or name the values that are meant");
        finding.fix =
            unsafe_fix("remove the condition", remove_condition(use.statement, use.entry));
      });
}

}  // namespace

extern const Rule kConditionAlwaysTrue{
    .id = "SEM056",
    .name = "condition-always-true",
    .level = Level::kInfo,
    .fix = FixKind::kUnsafe,
    .aws_codes = {"REDUNDANT_KEY_DUE_TO_WILDCARD_IN_CONDITION"},
    .summary = "a condition that is always met",
    .doc =
        R"(Whatever the request holds, or does not hold, the condition is met: `StringLikeIfExists` with `*`, or `ForAllValues` with `*`. It
looks like a guard and is none.
)",
    .check = check,
};

}  // namespace cordon::rules
