#include <fmt/format.h>

#include "rules/conditions/rcp_guards.h"
#include "rules/rule.h"

namespace cordon::rules {
namespace {

void check(const Subject& subject, Found& found) {
  for (const ConditionUse& use : principal_perimeters(subject)) {
    if (is_for_services(use.statement, "false")) continue;
    Finding& finding =
        found.add(subject, use.key_span(),
                  fmt::format("services call without {}, so that they are denied, too",
                              backticked(use.key())),
                  "add \"BoolIfExists\": {\"aws:PrincipalIsAWSService\": \"false\"}");
    finding.fix = unsafe_fix("spare services", add_condition(use.statement, "BoolIfExists",
                                                             "aws:PrincipalIsAWSService", "false"));
  }
}

}  // namespace

extern const Rule kRcpPrincipalPair{
    .id = "SEC057",
    .name = "rcp-principal-pair",
    .level = Level::kWarning,
    .fix = FixKind::kSafe,
    .aws_codes = {"RCP_MISSING_RELATED_PRINCIPAL_CONDITION_KEY"},
    .summary = "an RCP about principals that denies services",
    .doc =
        R"(A resource control policy is asked for every caller, service principals included, and those have no account,
organization or ARN. A negated operator is met without its key, so that log deliveries and backups stop. Say that the
Deny is not for services.
)",
    .check = check,
};

}  // namespace cordon::rules
