#include "rules/esc/paths.h"

namespace cordon::rules {

extern const Rule kRemoveGuardrail;

namespace {

void check(const Principal& principal, Found& found) {
  report_paths(kRemoveGuardrail, principal, "take away what limits it", found);
}

}  // namespace

const Rule kRemoveGuardrail{
    .id = "ESC009",
    .name = "remove-guardrail",
    .level = Level::kSecurity,
    .fix = FixKind::kHint,
    .summary = "takes a boundary or a denying policy away",
    .doc =
        R"(A permissions boundary or a policy with a Deny is worth nothing when the principal that it limits may take
it away or replace it.

Deny these actions in the boundary itself, or demand the boundary with `iam:PermissionsBoundary` where it is
set.
)",
    .check_principal = check,
};

}  // namespace cordon::rules
