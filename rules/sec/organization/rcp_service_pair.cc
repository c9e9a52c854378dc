#include <fmt/format.h>

#include "rules/conditions/rcp_guards.h"
#include "rules/rule.h"

namespace cordon::rules {
namespace {

void check(const Subject& subject, Found& found) {
  for (const ConditionUse& use : source_perimeters(subject)) {
    if (is_for_services(use.statement, "true")) continue;
    Finding& finding =
        found.add(subject, use.key_span(),
                  fmt::format("users and roles call without {}, and nothing says that the Deny is "
                              "for services",
                              backticked(use.key())),
                  "add \"BoolIfExists\": {\"aws:PrincipalIsAWSService\": \"true\"}");
    finding.fix = unsafe_fix(
        "deny services only",
        add_condition(use.statement, "BoolIfExists", "aws:PrincipalIsAWSService", "true"));
  }
}

}  // namespace

extern const Rule kRcpServicePair{
    .id = "SEC058",
    .name = "rcp-service-pair",
    .level = Level::kWarning,
    .fix = FixKind::kSafe,
    .aws_codes = {"RCP_MISSING_RELATED_SERVICE_PRINCIPAL_CONDITION_KEY"},
    .summary = "an RCP about the sources of services that denies principals",
    .doc =
        R"(`aws:SourceAccount` and its like tell for whom a service calls. Requests of users and roles do not have them, and a
negated operator is met without its key: the Deny is for them, too, unless it says that it is for services.
)",
    .check = check,
};

}  // namespace cordon::rules
