#include "rules/esc/paths.h"

namespace cordon::rules {

extern const Rule kPassroleOrchestration;

namespace {

void check(const Principal& principal, Found& found) {
  report_paths(kPassroleOrchestration, principal,
               "have any API called with a role that it may pass", found);
}

}  // namespace

const Rule kPassroleOrchestration{
    .id = "ESC018",
    .name = "passrole-orchestration",
    .level = Level::kSecurity,
    .fix = FixKind::kHint,
    .summary = "lets an orchestrator call APIs with a stronger role",
    .doc =
        R"(State machines of Step Functions, schedules of EventBridge Scheduler and automations of Systems Manager call
AWS APIs with the role passed to them.

Limit `iam:PassRole` to the roles that are meant for these services.
)",
    .check_principal = check,
};

}  // namespace cordon::rules
