#include "rules/actions/broad_grants.h"

namespace cordon::rules {
namespace {

void check(const Subject& subject, Found& found) {
  report_broad_grants(subject, DelicateAction::kCreateServiceLinkedRole, Covered::kByPattern,
                      Reach::kEverything, found);
}

}  // namespace

extern const Rule kSlrStarAction{
    .id = "SEC018",
    .name = "slr-star-action",
    .level = Level::kWarning,
    .aws_codes = {"CREATE_SLR_WITH_STAR_IN_ACTION_AND_RESOURCE"},
    .summary = "`iam:CreateServiceLinkedRole` on every role through a pattern",
    .doc =
        R"(A service-linked role gives a service permissions in the account, and whoever may make any of them may let any
service in. Name the roles, or say with `iam:AWSServiceName` which services they are for; a value that starts
with `*` says nothing.

Nobody has to write the action for it to be allowed: a pattern such as `iam:*` holds it.
)",
    .check = check,
};

}  // namespace cordon::rules
