#include "rules/esc/paths.h"

namespace cordon::rules {

extern const Rule kSetDefaultPolicyVersion;

namespace {

void check(const Principal& principal, Found& found) {
  report_paths(kSetDefaultPolicyVersion, principal,
               "bring back an older and wider version of a policy", found);
}

}  // namespace

const Rule kSetDefaultPolicyVersion{
    .id = "ESC002",
    .name = "set-default-policy-version",
    .level = Level::kSecurity,
    .fix = FixKind::kHint,
    .parliament = "PRIVILEGE_ESCALATION",
    .summary = "old policy versions come back to life",
    .doc =
        R"(A managed policy keeps up to five versions. `iam:SetDefaultPolicyVersion` puts any of them in force, also
one that was replaced because it allowed too much.

Delete versions that must not come back, or limit the action to policies whose versions are all harmless.
)",
    .check_principal = check,
};

}  // namespace cordon::rules
