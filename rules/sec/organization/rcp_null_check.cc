#include <fmt/format.h>

#include "rules/conditions/rcp_guards.h"
#include "rules/rule.h"

namespace cordon::rules {
namespace {

void check(const Subject& subject, Found& found) {
  for (const ConditionUse& use : source_perimeters(subject)) {
    if (asks_for_source(use.statement)) continue;
    Finding& finding =
        found.add(subject, use.key_span(),
                  fmt::format("services that do not say for whom they call have no {}, and are "
                              "denied",
                              backticked(use.key())),
                  "add \"Null\": {\"aws:SourceAccount\": \"false\"}");
    finding.fix = unsafe_fix("deny only calls that tell their source",
                             add_condition(use.statement, "Null", "aws:SourceAccount", "false"));
  }
}

}  // namespace

extern const Rule kRcpNullCheck{
    .id = "SEC059",
    .name = "rcp-null-check",
    .level = Level::kWarning,
    .fix = FixKind::kSafe,
    .aws_codes = {"RCP_MISSING_SERVICE_CONDITION_KEY_NULL_CHECK"},
    .summary = "an RCP about the sources of services that denies calls without a source",
    .doc =
        R"(Not every service, and not every call of one, says for whom it is. A negated operator on `aws:SourceAccount` or
`aws:SourceArn` denies those calls as well. `Null` asks that the key is there.
)",
    .check = check,
};

}  // namespace cordon::rules
