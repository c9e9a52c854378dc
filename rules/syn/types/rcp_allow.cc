#include "rules/rule.h"
#include "rules/syn/problems.h"

namespace cordon::rules {
namespace {

void check(const Subject& subject, Found& found) {
  if (!subject.is(PolicyType::kRcp)) return;
  report_type(subject, TypeRule::kAllow, found);
}

}  // namespace

extern const Rule kRcpAllow{
    .id = "SYN060",
    .name = "rcp-allow",
    .level = Level::kError,
    .aws_codes = {"RCP_SYNTAX_ERROR_ALLOW"},
    .summary = "Allow in an RCP",
    .doc =
        R"(A resource control policy of your own can only deny: AWS itself attaches RCPFullAWSAccess, and refuses
another Allow.
)",
    .check = check,
};

}  // namespace cordon::rules
