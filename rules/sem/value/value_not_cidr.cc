#include <fmt/format.h>

#include "grammar/cidr.h"
#include "rules/conditions/conditions.h"
#include "rules/rule.h"

namespace cordon::rules {
namespace {

void check(const Subject& subject, Found& found) {
  each_condition_of(subject, {ValueType::kIp}, [&](const ConditionUse& use) {
    each_fixed_value(subject, use, [&](const PolicyText& value) {
      if (parse_cidr(value.value)) return;
      found.add(subject, value.node.span(),
                fmt::format("{} is no address range", backticked(value.value)),
                "write CIDR notation, like `203.0.113.0/24` or `2001:db8::/32`");
    });
  });
}

}  // namespace

extern const Rule kValueNotCidr{
    .id = "SEM039",
    .name = "value-not-cidr",
    .level = Level::kError,
    .fix = FixKind::kHint,
    .aws_codes = {"TYPE_MISMATCH_IP_RANGE"},
    .parliament = "MISMATCHED_TYPE",
    .summary = "no address range under an IP operator",
    .doc = R"(The value is neither an address nor a range in CIDR notation; AWS refuses the policy.
)",
    .check = check,
};

}  // namespace cordon::rules
