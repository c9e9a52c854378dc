#include "rules/esc/paths.h"

namespace cordon::rules {

extern const Rule kPassroleCloudformation;

namespace {

void check(const Principal& principal, Found& found) {
  report_paths(kPassroleCloudformation, principal,
               "let CloudFormation act with a role that it may pass", found);
}

}  // namespace

const Rule kPassroleCloudformation{
    .id = "ESC014",
    .name = "passrole-cloudformation",
    .level = Level::kSecurity,
    .fix = FixKind::kHint,
    .parliament = "PRIVILEGE_ESCALATION",
    .summary = "makes a stack with a stronger role",
    .doc =
        R"(CloudFormation makes whatever a template says with the role passed to it, users, keys and policies among
them.

Limit `iam:PassRole` to the service roles that are meant for stacks.
)",
    .check_principal = check,
};

}  // namespace cordon::rules
