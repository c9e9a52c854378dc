#include <fmt/format.h>

#include "grammar/number.h"
#include "rules/conditions/conditions.h"
#include "rules/rule.h"

namespace cordon::rules {
namespace {

void check(const Subject& subject, Found& found) {
  each_condition_of(subject, {ValueType::kNumeric}, [&](const ConditionUse& use) {
    each_fixed_value(subject, use, [&](const PolicyText& value) {
      if (Decimal::parse(value.value)) return;
      found.add(subject, value.node.span(), fmt::format("{} is no number", backticked(value.value)),
                "write digits, without a unit");
    });
  });
}

}  // namespace

extern const Rule kValueNotNumber{
    .id = "SEM037",
    .name = "value-not-number",
    .level = Level::kWarning,
    .aws_codes = {"TYPE_MISMATCH_NUMBER"},
    .parliament = "MISMATCHED_TYPE",
    .summary = "no number under a Numeric operator",
    .doc = R"(The value is compared with no number, so the condition is not met.
)",
    .check = check,
};

}  // namespace cordon::rules
