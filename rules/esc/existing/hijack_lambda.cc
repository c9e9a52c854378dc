#include "rules/esc/paths.h"

namespace cordon::rules {

extern const Rule kHijackLambda;

namespace {

void check(const Principal& principal, Found& found) {
  report_paths(kHijackLambda, principal, "run its own code with the role of a function that exists",
               found);
}

}  // namespace

const Rule kHijackLambda{
    .id = "ESC020",
    .name = "hijack-lambda",
    .level = Level::kSecurity,
    .profile = Profile::kAudit,
    .parliament = "PRIVILEGE_ESCALATION",
    .summary = "changes the code of a function that has a role",
    .doc =
        R"(New code, another layer or another handler runs with the role that the function already has; nothing has to
be passed. Whether that role is stronger is not in the policy: an audit has to know the functions.
)",
    .check_principal = check,
};

}  // namespace cordon::rules
