#include <fmt/format.h>

#include "grammar/date_time.h"
#include "rules/conditions/conditions.h"
#include "rules/rule.h"

namespace cordon::rules {
namespace {

void check(const Subject& subject, Found& found) {
  each_condition_of(subject, {ValueType::kDate}, [&](const ConditionUse& use) {
    each_fixed_value(subject, use, [&](const PolicyText& value) {
      if (read_policy_date(value.value)) return;
      found.add(subject, value.node.span(), fmt::format("{} is no date", backticked(value.value)),
                "write ISO 8601 with a zone, like `2026-03-01T00:00:00Z`");
    });
  });
}

}  // namespace

extern const Rule kValueNotDate{
    .id = "SEM035",
    .name = "value-not-date",
    .level = Level::kWarning,
    .fix = FixKind::kHint,
    .aws_codes = {"TYPE_MISMATCH_DATE"},
    .parliament = "MISMATCHED_TYPE",
    .summary = "no date under a Date operator",
    .doc =
        R"(A Date operator takes ISO 8601 (`2026-03-01T00:00:00Z`) or seconds since 1970. Anything else is compared with no
date, and the condition is not met.
)",
    .check = check,
};

}  // namespace cordon::rules
