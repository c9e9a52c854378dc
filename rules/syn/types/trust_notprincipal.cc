#include "rules/rule.h"
#include "rules/syn/problems.h"

namespace cordon::rules {
namespace {

void check(const Subject& subject, Found& found) {
  if (!subject.is(PolicyType::kTrust)) return;
  report_type(subject, TypeRule::kNotPrincipal, found);
}

}  // namespace

extern const Rule kTrustNotprincipal{
    .id = "SYN051",
    .name = "trust-notprincipal",
    .level = Level::kError,
    .aws_codes = {"ROLE_TRUST_POLICY_SYNTAX_ERROR_NOTPRINCIPAL"},
    .summary = "NotPrincipal in a trust policy",
    .doc =
        R"(IAM refuses `NotPrincipal` in a trust policy: it would let everyone assume the role but those that are
listed. Name who may, and put exceptions in a condition on `aws:PrincipalArn`.
)",
    .check = check,
};

}  // namespace cordon::rules
