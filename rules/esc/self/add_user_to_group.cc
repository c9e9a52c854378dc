#include "rules/esc/paths.h"

namespace cordon::rules {

extern const Rule kAddUserToGroup;

namespace {

void check(const Principal& principal, Found& found) {
  report_paths(kAddUserToGroup, principal, "join a group with more rights", found);
}

}  // namespace

const Rule kAddUserToGroup{
    .id = "ESC005",
    .name = "add-user-to-group",
    .level = Level::kSecurity,
    .fix = FixKind::kHint,
    .parliament = "PRIVILEGE_ESCALATION",
    .summary = "joins any group",
    .doc = R"(A user that may call `iam:AddUserToGroup` can add itself to the administrators' group.

Limit the resource to groups that are harmless to join.
)",
    .check_principal = check,
};

}  // namespace cordon::rules
