#include "rules/actions/broad_grants.h"

namespace cordon::rules {
namespace {

void check(const Subject& subject, Found& found) {
  report_broad_grants(subject, DelicateAction::kCreateServiceLinkedRole, Covered::kByExclusion,
                      Reach::kEverything, found);
}

}  // namespace

extern const Rule kSlrNotaction{
    .id = "SEC019",
    .name = "slr-notaction",
    .level = Level::kWarning,
    .aws_codes = {"CREATE_SLR_WITH_STAR_IN_RESOURCE_AND_NOT_ACTION"},
    .summary = "`iam:CreateServiceLinkedRole` on every role through NotAction",
    .doc =
        R"(A service-linked role gives a service permissions in the account, and whoever may make any of them may let any
service in. Name the roles, or say with `iam:AWSServiceName` which services they are for; a value that starts
with `*` says nothing.

A NotAction allows whatever it does not name, and so this action, too.
)",
    .check = check,
};

}  // namespace cordon::rules
