#include <fmt/format.h>

#include "engine/catalogue/oidc_issuers.h"
#include "rules/conditions/conditions.h"
#include "rules/rule.h"

namespace cordon::rules {
namespace {

void check(const Subject& subject, Found& found) {
  each_condition(subject, [&](const ConditionUse& use) {
    if (use.op.base == nullptr || use.op.qualifier != SetQualifier::kForAllValues) return;
    if (!catalogue::is_audience_key(use.key())) return;
    const std::string_view plain = use.entry.op.value.substr(use.entry.op.value.find(':') + 1);
    Finding& finding = found.add(
        subject, use.key_span(),
        fmt::format("{} has one value: `ForAllValues:` is out of place", backticked(use.key())),
        fmt::format("write `{}`", plain));
    finding.fix =
        unsafe_fix("remove the qualifier", change_operator(use.statement, use.entry, plain));
  });
}

}  // namespace

extern const Rule kAudienceQualifier{
    .id = "SEM053",
    .name = "audience-qualifier",
    .level = Level::kInfo,
    .fix = FixKind::kSafe,
    .aws_codes = {"CONFIRM_AUDIENCE_CLAIM_TYPE"},
    .summary = "qualifier on the audience of a token",
    .doc =
        R"(The audience of a token is one value, and set operators are for keys with several. `ForAllValues:` is also
true when the token has no audience. (`ForAnyValue:` is reported by another rule.)
)",
    .check = check,
};

}  // namespace cordon::rules
