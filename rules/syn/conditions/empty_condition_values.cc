#include "rules/rule.h"
#include "rules/syn/conditions/empty_values.h"

namespace cordon::rules {
namespace {

constexpr EmptyValues kRule{
    .of =
        [](const OperatorName& op) { return op.qualifier == SetQualifier::kNone && !op.if_exists; },
    .says = "no value can match",
    .help = "name the values; to test for an absent key write `Null`",
};

void check(const Subject& subject, Found& found) { report_empty_values(subject, kRule, found); }

}  // namespace

extern const Rule kEmptyConditionValues{
    .id = "SYN026",
    .name = "empty-condition-values",
    .level = Level::kWarning,
    .fix = FixKind::kHint,
    .aws_codes = {"EMPTY_ARRAY_CONDITION"},
    .summary = "key without values",
    .doc =
        R"(A key with an empty list of values matches nothing under an operator that is not negated: the
statement never applies. Under a negated one AWS does not document what happens.

Usually a generator was given an empty list. To test for an absent key write `Null`.
)",
    .check = check,
};

}  // namespace cordon::rules
