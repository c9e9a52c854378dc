#include "rules/esc/paths.h"

namespace cordon::rules {

extern const Rule kHijackBuild;

namespace {

void check(const Principal& principal, Found& found) {
  report_paths(kHijackBuild, principal,
               "run its own commands with the role of a build or job that exists", found);
}

}  // namespace

const Rule kHijackBuild{
    .id = "ESC024",
    .name = "hijack-build",
    .level = Level::kSecurity,
    .profile = Profile::kAudit,
    .summary = "starts a build or job that has a role",
    .doc =
        R"(A build can be started with another build specification, a deployment with another revision, a job with
other commands: they run with the role that the project, group or definition already has.
)",
    .check_principal = check,
};

}  // namespace cordon::rules
