#include <fmt/format.h>

#include "rules/conditions/mfa.h"
#include "rules/containment/containment.h"
#include "rules/rule.h"

namespace cordon::rules {
namespace {

void check(const Subject& subject, Found& found) {
  const MfaDenies denies(subject);
  each_condition(subject, [&](const ConditionUse& use) {
    if (!is_deny(use.statement) || use.op.if_exists || !asks_for_mfa(use, "false")) return;
    if (denies.also_absent(use.statement)) return;
    Finding& finding =
        found.add(subject, use.key_span(),
                  fmt::format("requests with a long-term key have no {}, so they are not denied",
                              backticked(use.key())),
                  "write `BoolIfExists`");
    finding.fix = unsafe_fix("deny requests without the key, too",
                             change_operator(use.statement, use.entry, "BoolIfExists"));
  });
}

}  // namespace

extern const Rule kMfaBoolFalse{
    .id = "SEC047",
    .name = "mfa-bool-false",
    .level = Level::kSecurity,
    .fix = FixKind::kUnsafe,
    .parliament = "BAD_PATTERN_FOR_MFA",
    .summary = "a Deny without MFA that long-term keys escape",
    .doc =
        R"(`aws:MultiFactorAuthPresent` is only in requests with temporary credentials. A Deny under `Bool` asks for the key,
so a request that is signed with an access key of a user is not denied, MFA or not. `BoolIfExists` denies it, and
with it sessions of roles that never carry the key: spare them by a condition of their own.
)",
    .check = check,
};

}  // namespace cordon::rules
