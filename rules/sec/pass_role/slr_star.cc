#include "rules/actions/broad_grants.h"

namespace cordon::rules {
namespace {

void check(const Subject& subject, Found& found) {
  report_broad_grants(subject, DelicateAction::kCreateServiceLinkedRole, Covered::kExactly,
                      Reach::kEverything, found);
}

}  // namespace

extern const Rule kSlrStar{
    .id = "SEC017",
    .name = "slr-star",
    .level = Level::kWarning,
    .fix = FixKind::kHint,
    .aws_codes = {"CREATE_SLR_WITH_STAR_IN_RESOURCE"},
    .summary = "`iam:CreateServiceLinkedRole` on every role",
    .doc =
        R"(A service-linked role gives a service permissions in the account, and whoever may make any of them may let any
service in. Name the roles, or say with `iam:AWSServiceName` which services they are for; a value that starts
with `*` says nothing.
)",
    .check = check,
};

}  // namespace cordon::rules
