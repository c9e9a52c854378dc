#include "rules/rule.h"

namespace cordon::rules {
namespace {

void check(const Subject& subject, Found& found) {
  if (!subject.is(PolicyType::kTrust)) return;
  for (const Statement& statement : subject.statements()) {
    if (!statement.principal || statement.principal->negated) continue;
    for (const PrincipalEntry& entry : statement.principal->entries) {
      if (entry.type != "*") continue;
      found.add(subject, entry.value.node.span(), "a trust policy can't have `*` as its principal",
                "name who may assume the role");
    }
  }
}

}  // namespace

extern const Rule kTrustPrincipalStar{
    .id = "SYN053",
    .name = "trust-principal-star",
    .level = Level::kError,
    .aws_codes = {"ROLE_TRUST_POLICY_UNSUPPORTED_WILDCARD_IN_PRINCIPAL"},
    .summary = "everyone as the principal of a trust policy",
    .doc =
        R"(`"Principal": "*"` in a trust policy lets every AWS account in the world ask for the role, up to the
conditions. Access Analyzer calls it unsupported; IAM has stored it.

Name the account, and narrow it by conditions.
)",
    .check = check,
};

}  // namespace cordon::rules
