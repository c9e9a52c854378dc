#include "rules/esc/paths.h"

namespace cordon::rules {

extern const Rule kPassroleOther;

namespace {

void check(const Principal& principal, Found& found) {
  report_paths(kPassroleOther, principal, "use a role that it may pass through another service",
               found);
}

}  // namespace

const Rule kPassroleOther{
    .id = "ESC019",
    .name = "passrole-other",
    .level = Level::kSecurity,
    .fix = FixKind::kHint,
    .summary = "runs a service or fleet with a stronger role",
    .doc =
        R"(Services of App Runner and fleets of GameLift run the caller's code with the role passed to them, and an
identity pool of Cognito hands the role's credentials to its users.

Limit `iam:PassRole` to the roles that are meant for these services.
)",
    .check_principal = check,
};

}  // namespace cordon::rules
