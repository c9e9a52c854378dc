#include "rules/actions/broad_grants.h"

namespace cordon::rules {
namespace {

void check(const Subject& subject, Found& found) {
  report_broad_grants(subject, DelicateAction::kPassRole, Covered::kByExclusion, Reach::kEverything,
                      found);
}

}  // namespace

extern const Rule kPassroleNotaction{
    .id = "SEC012",
    .name = "passrole-notaction",
    .level = Level::kSecurity,
    .aws_codes = {"PASS_ROLE_WITH_STAR_IN_RESOURCE_AND_NOT_ACTION"},
    .summary = "`iam:PassRole` on every role through NotAction",
    .doc =
        R"(Whoever may pass every role to a service gets what the mightiest of them is allowed: a function or an instance
that is started with it acts with its permissions. Name the roles, or say with `iam:PassedToService` which
services they are for.

A NotAction allows whatever it does not name, and so this action, too.
)",
    .check = check,
};

}  // namespace cordon::rules
