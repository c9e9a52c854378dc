#include "rules/esc/paths.h"

namespace cordon::rules {

extern const Rule kUpdateTrust;

namespace {

void check(const Principal& principal, Found& found) {
  report_paths(kUpdateTrust, principal, "take on any role that it may change", found);
}

}  // namespace

const Rule kUpdateTrust{
    .id = "ESC008",
    .name = "update-trust",
    .level = Level::kSecurity,
    .fix = FixKind::kHint,
    .parliament = "PRIVILEGE_ESCALATION",
    .summary = "rewrites who may take on a role",
    .doc =
        R"(`iam:UpdateAssumeRolePolicy` replaces a role's trust policy; the caller writes itself into it and takes on
the role.

Limit the resource to roles that hold no more than the caller does.
)",
    .check_principal = check,
};

}  // namespace cordon::rules
