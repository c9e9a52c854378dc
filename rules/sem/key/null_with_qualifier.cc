#include <fmt/format.h>

#include "rules/conditions/conditions.h"
#include "rules/rule.h"

namespace cordon::rules {
namespace {

void check(const Subject& subject, Found& found) {
  each_condition_of(subject, {ValueType::kNull}, [&](const ConditionUse& use) {
    if (use.op.qualifier == SetQualifier::kNone) return;
    const bool always = use.op.qualifier == SetQualifier::kForAllValues;
    Finding& finding = found.add(
        subject, use.entry.op.node.span(),
        fmt::format("{} is always {}", backticked(use.entry.op.value), always ? "true" : "false"),
        "write `Null` alone to test whether the key is there");
    if (!always) return;
    finding.fix = safe_fix("remove the condition, which is always true",
                           remove_condition(use.statement, use.entry));
  });
}

}  // namespace

extern const Rule kNullWithQualifier{
    .id = "SEM052",
    .name = "null-with-qualifier",
    .level = Level::kWarning,
    .fix = FixKind::kSafe,
    .aws_codes = {"NULL_WITH_QUALIFIER"},
    .summary = "ForAllValues or ForAnyValue before Null",
    .doc =
        R"(`ForAllValues:Null` is always true and `ForAnyValue:Null` always false, whatever the request has. A test of
presence needs no qualifier.
)",
    .check = check,
};

}  // namespace cordon::rules
