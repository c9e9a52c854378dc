#include "rules/esc/paths.h"

namespace cordon::rules {

extern const Rule kPassroleEcs;

namespace {

void check(const Principal& principal, Found& found) {
  report_paths(kPassroleEcs, principal, "run a container task with a role that it may pass", found);
}

}  // namespace

const Rule kPassroleEcs{
    .id = "ESC012",
    .name = "passrole-ecs",
    .level = Level::kSecurity,
    .fix = FixKind::kHint,
    .summary = "runs a container task with a stronger role",
    .doc =
        R"(A task runs the caller's image with the task role passed to it; `ecs:RunTask` takes the role as an override
of an existing definition too.

Limit `iam:PassRole` to the task roles that are meant.
)",
    .check_principal = check,
};

}  // namespace cordon::rules
