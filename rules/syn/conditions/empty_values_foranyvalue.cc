#include "rules/rule.h"
#include "rules/syn/conditions/empty_values.h"

namespace cordon::rules {
namespace {

constexpr EmptyValues kRule{
    .of = [](const OperatorName& op) { return op.qualifier == SetQualifier::kForAnyValue; },
    .says = "under `ForAnyValue` that never matches",
    .help = "name the values, or leave the statement out",
};

void check(const Subject& subject, Found& found) { report_empty_values(subject, kRule, found); }

}  // namespace

extern const Rule kEmptyValuesForAnyValue{
    .id = "SYN028",
    .name = "empty-values-foranyvalue",
    .level = Level::kWarning,
    .aws_codes = {"EMPTY_ARRAY_CONDITION_FORANYVALUE"},
    .summary = "ForAnyValue without values",
    .doc =
        R"(`ForAnyValue` asks that one value of the request is one of the list. With an empty list that is never
so: the statement never applies.

Usually a generator was given an empty list. Name the values, or leave the statement out.
)",
    .check = check,
};

}  // namespace cordon::rules
