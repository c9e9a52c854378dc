#include "rules/actions/broad_grants.h"

namespace cordon::rules {
namespace {

void check(const Subject& subject, Found& found) {
  report_broad_grants(subject, DelicateAction::kPassRole, Covered::kExactly, Reach::kEverything,
                      found);
}

}  // namespace

extern const Rule kPassroleStar{
    .id = "SEC010",
    .name = "passrole-star",
    .level = Level::kSecurity,
    .fix = FixKind::kHint,
    .aws_codes = {"PASS_ROLE_WITH_STAR_IN_RESOURCE"},
    .summary = "`iam:PassRole` on every role",
    .doc =
        R"(Whoever may pass every role to a service gets what the mightiest of them is allowed: a function or an instance
that is started with it acts with its permissions. Name the roles, or say with `iam:PassedToService` which
services they are for.
)",
    .check = check,
};

}  // namespace cordon::rules
