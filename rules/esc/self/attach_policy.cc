#include "rules/esc/paths.h"

namespace cordon::rules {

extern const Rule kAttachPolicy;

namespace {

void check(const Principal& principal, Found& found) {
  report_paths(kAttachPolicy, principal, "attach AdministratorAccess", found);
}

}  // namespace

const Rule kAttachPolicy{
    .id = "ESC003",
    .name = "attach-policy",
    .level = Level::kSecurity,
    .fix = FixKind::kHint,
    .parliament = "PRIVILEGE_ESCALATION",
    .summary = "attaches any managed policy",
    .doc =
        R"(`iam:AttachUserPolicy`, `iam:AttachGroupPolicy` and `iam:AttachRolePolicy` put a managed policy on a
principal; AdministratorAccess exists in every account.

Limit which policies may be attached with `iam:PolicyARN`, or demand a boundary with
`iam:PermissionsBoundary` (a condition that is always sent with these calls: no IfExists).
)",
    .check_principal = check,
};

}  // namespace cordon::rules
