#include "rules/rule.h"
#include "rules/syn/problems.h"

namespace cordon::rules {
namespace {

void check(const Subject& subject, Found& found) {
  report_problems(subject, Problem::kDataType, found);
}

}  // namespace

extern const Rule kDataTypeMismatch{
    .id = "SYN006",
    .name = "data-type-mismatch",
    .level = Level::kError,
    .fix = FixKind::kHint,
    .aws_codes = {"DATA_TYPE_MISMATCH"},
    .parliament = "MALFORMED",
    .summary = "wrong JSON type for an element",
    .doc =
        R"(Each element has its JSON types: `Version`, `Sid` and `Effect` are strings, `Action` and `Resource`
are a string or a list of strings, `Condition` is an object of objects. Numbers and booleans may stand for
values of a condition only, null nowhere. IAM refuses the document.

An account id without quotes is the usual case: as a number it also loses its leading zero.
)",
    .check = check,
};

}  // namespace cordon::rules
