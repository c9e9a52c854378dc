#include "rules/esc/paths.h"

namespace cordon::rules {

extern const Rule kHijackContainer;

namespace {

void check(const Principal& principal, Found& found) {
  report_paths(kHijackContainer, principal, "use the role of a container that runs", found);
}

}  // namespace

const Rule kHijackContainer{
    .id = "ESC022",
    .name = "hijack-container",
    .level = Level::kSecurity,
    .profile = Profile::kAudit,
    .summary = "gets into a container that has a role",
    .doc =
        R"(`ecs:ExecuteCommand` opens a shell in a running container, with the credentials of its task role.
)",
    .check_principal = check,
};

}  // namespace cordon::rules
