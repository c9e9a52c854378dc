#include <fmt/format.h>

#include "engine/catalogue/oidc_issuers.h"
#include "rules/conditions/guards.h"
#include "rules/rule.h"

namespace cordon::rules {
namespace {

void check(const Subject& subject, Found& found) {
  each_condition(subject, [&](const ConditionUse& use) {
    if (use.op.base == nullptr || use.op.qualifier != SetQualifier::kForAnyValue) return;
    if (is_null_test(use) || !catalogue::is_audience_key(use.key())) return;
    const std::string_view plain = use.entry.op.value.substr(use.entry.op.value.find(':') + 1);
    Finding& finding = found.add(
        subject, use.key_span(),
        fmt::format("{} has one value: `ForAnyValue:` is out of place", backticked(use.key())),
        fmt::format("write `{}`", plain));
    finding.fix =
        unsafe_fix("remove the qualifier", change_operator(use.statement, use.entry, plain));
  });
}

}  // namespace

extern const Rule kForanyvalueAudience{
    .id = "SEC025",
    .name = "foranyvalue-audience",
    .level = Level::kSecurity,
    .fix = FixKind::kSafe,
    .aws_codes = {"FORANYVALUE_WITH_AUDIENCE_CLAIM_TYPE"},
    .parliament = "SINGLE_VALUE_CONDITION_TOO_PERMISSIVE",
    .summary = "`ForAnyValue:` on the audience of a token",
    .doc =
        R"(The audience of a token is one value. `ForAnyValue:` says that one fitting value among several is enough, and
so it would also take a token that was made for somebody else, too.
)",
    .check = check,
};

}  // namespace cordon::rules
