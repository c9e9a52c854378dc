#include "rules/actions/broad_grants.h"

namespace cordon::rules {
namespace {

void check(const Subject& subject, Found& found) {
  report_broad_grants(subject, DelicateAction::kPassRole, Covered::kByExclusion, Reach::kAllButSome,
                      found);
}

}  // namespace

extern const Rule kPassroleNotactionNotresource{
    .id = "SEC015",
    .name = "passrole-notaction-notresource",
    .level = Level::kSecurity,
    .aws_codes = {"PASS_ROLE_WITH_NOT_ACTION_AND_NOT_RESOURCE"},
    .summary = "`iam:PassRole` on every role but some through NotAction",
    .doc =
        R"(Whoever may pass every role to a service gets what the mightiest of them is allowed: a function or an instance
that is started with it acts with its permissions. Name the roles, or say with `iam:PassedToService` which
services they are for.

A NotAction allows whatever it does not name, and so this action, too.
A NotResource allows all roles that it does not name, also those made tomorrow.
)",
    .check = check,
};

}  // namespace cordon::rules
