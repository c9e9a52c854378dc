#include "rules/esc/paths.h"

namespace cordon::rules {

extern const Rule kCreateAccessKey;

namespace {

void check(const Principal& principal, Found& found) {
  report_paths(kCreateAccessKey, principal,
               "make an access key for another user and act as that user", found);
}

}  // namespace

const Rule kCreateAccessKey{
    .id = "ESC006",
    .name = "create-access-key",
    .level = Level::kSecurity,
    .fix = FixKind::kHint,
    .parliament = "PRIVILEGE_ESCALATION",
    .summary = "makes access keys for other users",
    .doc =
        R"(An access key made for another user is that user. With `iam:DeleteAccessKey` the limit of two keys is no
obstacle.

Limit the resource to the caller: `arn:aws:iam::*:user/${aws:username}`. That form is not reported.
)",
    .check_principal = check,
};

}  // namespace cordon::rules
