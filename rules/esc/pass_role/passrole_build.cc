#include "rules/esc/paths.h"

namespace cordon::rules {

extern const Rule kPassroleBuild;

namespace {

void check(const Principal& principal, Found& found) {
  report_paths(kPassroleBuild, principal, "run a build with a role that it may pass", found);
}

}  // namespace

const Rule kPassroleBuild{
    .id = "ESC015",
    .name = "passrole-build",
    .level = Level::kSecurity,
    .fix = FixKind::kHint,
    .summary = "builds with a stronger role",
    .doc =
        R"(A build project of CodeBuild, or an image pipeline of Image Builder, runs the caller's commands with the
role passed to it.

Limit `iam:PassRole` to the roles that are meant for builds.
)",
    .check_principal = check,
};

}  // namespace cordon::rules
