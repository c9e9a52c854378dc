#include "rules/rule.h"
#include "rules/syn/problems.h"

namespace cordon::rules {
namespace {

void check(const Subject& subject, Found& found) {
  if (!subject.is(PolicyType::kIdentity) && !subject.is(PolicyType::kBoundary) &&
      !subject.is(PolicyType::kSession))
    return;
  report_type(subject, TypeRule::kPrincipal, found);
  report_type(subject, TypeRule::kNotPrincipal, found);
}

}  // namespace

extern const Rule kPrincipalInIdentityPolicy{
    .id = "SYN049",
    .name = "principal-in-identity-policy",
    .level = Level::kError,
    .aws_codes = {"UNSUPPORTED_PRINCIPAL"},
    .summary = "principal in a policy of a principal",
    .doc =
        R"(A policy that is attached to a user, group or role speaks of whoever has it; `Principal` belongs in
policies of resources and in trust policies. IAM refuses it here.

If the document is a resource's policy, say so by its type.
)",
    .check = check,
};

}  // namespace cordon::rules
