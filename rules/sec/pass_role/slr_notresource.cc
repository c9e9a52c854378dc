#include "rules/actions/broad_grants.h"

namespace cordon::rules {
namespace {

void check(const Subject& subject, Found& found) {
  report_broad_grants(subject, DelicateAction::kCreateServiceLinkedRole, Covered::kExactly,
                      Reach::kAllButSome, found);
}

}  // namespace

extern const Rule kSlrNotresource{
    .id = "SEC020",
    .name = "slr-notresource",
    .level = Level::kWarning,
    .aws_codes = {"CREATE_SLR_WITH_NOT_RESOURCE"},
    .summary = "`iam:CreateServiceLinkedRole` on every role but some",
    .doc =
        R"(A service-linked role gives a service permissions in the account, and whoever may make any of them may let any
service in. Name the roles, or say with `iam:AWSServiceName` which services they are for; a value that starts
with `*` says nothing.

A NotResource allows all roles that it does not name, also those made tomorrow.
)",
    .check = check,
};

}  // namespace cordon::rules
