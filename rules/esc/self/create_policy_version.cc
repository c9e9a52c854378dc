#include "rules/esc/paths.h"

namespace cordon::rules {

extern const Rule kCreatePolicyVersion;

namespace {

void check(const Principal& principal, Found& found) {
  report_paths(kCreatePolicyVersion, principal, "give itself any permission", found);
}

}  // namespace

const Rule kCreatePolicyVersion{
    .id = "ESC001",
    .name = "create-policy-version",
    .level = Level::kSecurity,
    .fix = FixKind::kHint,
    .parliament = "PRIVILEGE_ESCALATION",
    .summary = "who may write policy versions may write its own rights",
    .doc =
        R"(`iam:CreatePolicyVersion` with `--set-as-default` replaces what a managed policy says. Whoever holds it for
a policy that is attached to itself, or that it may attach, holds every permission.

Limit it to policies that are attached to nobody who holds it, or keep it behind a boundary.
)",
    .check_principal = check,
};

}  // namespace cordon::rules
