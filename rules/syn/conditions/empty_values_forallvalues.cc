#include "rules/rule.h"
#include "rules/syn/conditions/empty_values.h"

namespace cordon::rules {
namespace {

constexpr EmptyValues kRule{
    .of = [](const OperatorName& op) { return op.qualifier == SetQualifier::kForAllValues; },
    .says = "under `ForAllValues` that matches only when the key is absent",
    .help = "write `Null` if that is meant, else name the values",
    .tests_absence = true,
};

void check(const Subject& subject, Found& found) { report_empty_values(subject, kRule, found); }

}  // namespace

extern const Rule kEmptyValuesForAllValues{
    .id = "SYN027",
    .name = "empty-values-forallvalues",
    .level = Level::kWarning,
    .fix = FixKind::kUnsafe,
    .aws_codes = {"EMPTY_ARRAY_CONDITION_FORALLVALUES"},
    .summary = "ForAllValues without values",
    .doc =
        R"(`ForAllValues` with an empty list of values matches only when the request has no such key. If that
is what is meant, `"Null": {"key": "true"}` says it; if not, the list lost its values.
)",
    .check = check,
};

}  // namespace cordon::rules
