#include "rules/esc/paths.h"

namespace cordon::rules {

extern const Rule kLoginProfile;

namespace {

void check(const Principal& principal, Found& found) {
  report_paths(kLoginProfile, principal, "sign in to the console as another user", found);
}

}  // namespace

const Rule kLoginProfile{
    .id = "ESC007",
    .name = "login-profile",
    .level = Level::kSecurity,
    .fix = FixKind::kHint,
    .parliament = "PRIVILEGE_ESCALATION",
    .summary = "sets the console password of other users",
    .doc =
        R"(`iam:CreateLoginProfile` gives a user a console password, `iam:UpdateLoginProfile` replaces the one it has.

Limit the resource to the caller: `arn:aws:iam::*:user/${aws:username}`. That form is not reported.
)",
    .check_principal = check,
};

}  // namespace cordon::rules
