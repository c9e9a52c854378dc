#include <fmt/format.h>

#include "rules/conditions/mfa.h"
#include "rules/rule.h"

namespace cordon::rules {
namespace {

void check(const Subject& subject, Found& found) {
  each_condition(subject, [&](const ConditionUse& use) {
    if (!is_allow(use.statement) || !use.op.if_exists || !asks_for_mfa(use, "true")) return;
    if (needs_key(use.statement, use.key())) return;
    Finding& finding = found.add(
        subject, use.key_span(),
        fmt::format("requests with a long-term key have no {}, so they are allowed without MFA",
                    backticked(use.key())),
        "write `Bool`");
    finding.fix = unsafe_fix("ask for MFA in every request",
                             change_operator(use.statement, use.entry, "Bool"));
  });
}

}  // namespace

extern const Rule kMfaAllowIfexists{
    .id = "SEC048",
    .name = "mfa-allow-ifexists",
    .level = Level::kSecurity,
    .fix = FixKind::kUnsafe,
    .parliament = "BAD_PATTERN_FOR_MFA",
    .summary = "an Allow with MFA that long-term keys get without it",
    .doc =
        R"(`aws:MultiFactorAuthPresent` is only in requests with temporary credentials, and `BoolIfExists` is met where the
key is missing. A request that is signed with an access key of a user gets the Allow without MFA.
)",
    .check = check,
};

}  // namespace cordon::rules
