#include "rules/rule.h"
#include "rules/syn/problems.h"

namespace cordon::rules {
namespace {

void check(const Subject& subject, Found& found) {
  if (!subject.is(PolicyType::kRcp)) return;
  report_type(subject, TypeRule::kPrincipalNotEveryone, found);
  report_type(subject, TypeRule::kNotPrincipal, found);
}

}  // namespace

extern const Rule kRcpPrincipal{
    .id = "SYN059",
    .name = "rcp-principal",
    .level = Level::kError,
    .aws_codes = {"RCP_SYNTAX_ERROR_PRINCIPAL"},
    .summary = "principal of an RCP is not `*`",
    .doc =
        R"(A resource control policy holds for everyone: its `Principal` is `"*"`, and AWS refuses every other and
`NotPrincipal`. To spare some, use a condition on `aws:PrincipalArn` or `aws:PrincipalOrgID`.
)",
    .check = check,
};

}  // namespace cordon::rules
