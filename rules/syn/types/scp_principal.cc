#include "rules/rule.h"
#include "rules/syn/problems.h"

namespace cordon::rules {
namespace {

void check(const Subject& subject, Found& found) {
  if (!subject.is(PolicyType::kScp)) return;
  report_type(subject, TypeRule::kPrincipal, found);
  report_type(subject, TypeRule::kNotPrincipal, found);
}

}  // namespace

extern const Rule kScpPrincipal{
    .id = "SYN057",
    .name = "scp-principal",
    .level = Level::kError,
    .aws_codes = {"SCP_SYNTAX_ERROR_PRINCIPAL"},
    .summary = "principal in an SCP",
    .doc =
        R"(A service control policy holds for all principals of the accounts that it is attached to, and AWS
refuses one with `Principal` or `NotPrincipal`. To spare some, use a condition on `aws:PrincipalArn`.
)",
    .check = check,
};

}  // namespace cordon::rules
