#include "rules/esc/paths.h"

namespace cordon::rules {

extern const Rule kPassroleCompute;

namespace {

void check(const Principal& principal, Found& found) {
  report_paths(kPassroleCompute, principal, "run an instance with a role that it may pass", found);
}

}  // namespace

const Rule kPassroleCompute{
    .id = "ESC010",
    .name = "passrole-compute",
    .level = Level::kSecurity,
    .fix = FixKind::kHint,
    .parliament = "PRIVILEGE_ESCALATION",
    .summary = "starts an instance with a stronger role",
    .doc =
        R"(Whoever passes a role to an instance and can log in to it, or give it user data, has the role's
credentials. In the published incident of 2017 the intruder did this within minutes.

Limit `iam:PassRole` to the roles that are meant for it. With one role named and no wildcard the finding is
informational: what is gained is what that role may do.
)",
    .check_principal = check,
};

}  // namespace cordon::rules
