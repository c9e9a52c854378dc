#include "rules/rule.h"
#include "rules/syn/problems.h"

namespace cordon::rules {
namespace {

void check(const Subject& subject, Found& found) {
  if (!subject.is(PolicyType::kResource) && !subject.is(PolicyType::kEndpoint)) return;
  report_type(subject, TypeRule::kPrincipalFederated, found);
}

}  // namespace

extern const Rule kFederatedOutsideTrust{
    .id = "SYN050",
    .name = "federated-outside-trust",
    .level = Level::kError,
    .aws_codes = {"FEDERATED_PRINCIPAL_NOT_SUPPORTED"},
    .summary = "Federated principal outside of a trust policy",
    .doc =
        R"(An identity provider can be a principal in a role's trust policy only: there its users become sessions
of the role. In any other policy name the role, or its sessions.
)",
    .check = check,
};

}  // namespace cordon::rules
