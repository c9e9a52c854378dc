#include <fmt/format.h>

#include "rules/conditions/loose_values.h"
#include "rules/rule.h"

namespace cordon::rules {
namespace {

void check(const Subject& subject, Found& found) {
  each_condition(subject, [&](const ConditionUse& use) {
    if (!limits_callers(use) || !use.op.base->wildcards) return;
    each_fixed_value(subject, use, [&](const PolicyText& value) {
      const std::size_t at = value.value.find_first_of("*?");
      if (at == std::string_view::npos) return;
      const auto why = too_loose(use.key(), value.value, {.begin = at, .end = at + 1});
      if (!why) return;
      found.add(subject, value.node.span(),
                fmt::format("{} for {} {}", backticked(value.value), backticked(use.key()), *why),
                "write the value out, or list the values");
    });
  });
}

}  // namespace

extern const Rule kWildcardTooPermissive{
    .id = "SEC030",
    .name = "wildcard-too-permissive",
    .level = Level::kSecurity,
    .aws_codes = {"WILDCARD_USAGE_TOO_PERMISSIVE"},
    .summary = "a wildcard where the value says who calls",
    .doc =
        R"(Ids of accounts, organizations, VPCs and endpoints are given by AWS, and nobody can tell who else's begin
alike: `o-a*` is met by strangers. A value of such a key wants no wildcard; one of `aws:userid` has it on one side
of its colon (`AROAEXAMPLEID:*`); others want six characters in front of it.
)",
    .check = check,
};

}  // namespace cordon::rules
