#include "rules/esc/paths.h"

namespace cordon::rules {

extern const Rule kHijackInstance;

namespace {

void check(const Principal& principal, Found& found) {
  report_paths(kHijackInstance, principal, "use the role of an instance that exists", found);
}

}  // namespace

const Rule kHijackInstance{
    .id = "ESC021",
    .name = "hijack-instance",
    .level = Level::kSecurity,
    .profile = Profile::kAudit,
    .summary = "gets into an instance that has a role",
    .doc =
        R"(Run Command, Session Manager, EC2 Instance Connect and changed user data run commands on an instance, with
the role of its instance profile. Whether that role is stronger is not in the policy.
)",
    .check_principal = check,
};

}  // namespace cordon::rules
