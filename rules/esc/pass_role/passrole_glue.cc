#include "rules/esc/paths.h"

namespace cordon::rules {

extern const Rule kPassroleGlue;

namespace {

void check(const Principal& principal, Found& found) {
  report_paths(kPassroleGlue, principal, "run code in Glue with a role that it may pass", found);
}

}  // namespace

const Rule kPassroleGlue{
    .id = "ESC013",
    .name = "passrole-glue",
    .level = Level::kSecurity,
    .fix = FixKind::kHint,
    .parliament = "PRIVILEGE_ESCALATION",
    .summary = "runs a Glue job or endpoint with a stronger role",
    .doc =
        R"(Jobs, interactive sessions and development endpoints of AWS Glue run the caller's code with the role passed
to them.

Limit `iam:PassRole` to the roles that are meant for Glue.
)",
    .check_principal = check,
};

}  // namespace cordon::rules
