#include "rules/esc/paths.h"

namespace cordon::rules {

extern const Rule kPassroleLambda;

namespace {

void check(const Principal& principal, Found& found) {
  report_paths(kPassroleLambda, principal, "run code in a function with a role that it may pass",
               found);
}

}  // namespace

const Rule kPassroleLambda{
    .id = "ESC011",
    .name = "passrole-lambda",
    .level = Level::kSecurity,
    .fix = FixKind::kHint,
    .parliament = "PRIVILEGE_ESCALATION",
    .summary = "runs a function with a stronger role",
    .doc =
        R"(A new function runs the caller's code with the role passed to it; invoking it, granting the invocation or
connecting an event source starts it.

Limit `iam:PassRole` to the roles that are meant for functions.
)",
    .check_principal = check,
};

}  // namespace cordon::rules
