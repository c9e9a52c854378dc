#include "rules/esc/paths.h"

namespace cordon::rules {

extern const Rule kPutInlinePolicy;

namespace {

void check(const Principal& principal, Found& found) {
  report_paths(kPutInlinePolicy, principal, "write itself any permission", found);
}

}  // namespace

const Rule kPutInlinePolicy{
    .id = "ESC004",
    .name = "put-inline-policy",
    .level = Level::kSecurity,
    .fix = FixKind::kHint,
    .parliament = "PRIVILEGE_ESCALATION",
    .summary = "writes any inline policy",
    .doc =
        R"(`iam:PutUserPolicy`, `iam:PutGroupPolicy` and `iam:PutRolePolicy` write an inline policy with whatever the
caller likes to allow.

Demand a boundary with `iam:PermissionsBoundary`, or take the action away.
)",
    .check_principal = check,
};

}  // namespace cordon::rules
