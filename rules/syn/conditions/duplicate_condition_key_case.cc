#include "rules/rule.h"
#include "rules/syn/problems.h"

namespace cordon::rules {
namespace {

void check(const Subject& subject, Found& found) {
  report_problems(subject, Problem::kDuplicateConditionKey, found);
}

}  // namespace

extern const Rule kDuplicateConditionKeyCase{
    .id = "SYN033",
    .name = "duplicate-condition-key-case",
    .level = Level::kError,
    .aws_codes = {"DUPLICATE_KEYS_WITH_DIFFERENT_CASE"},
    .summary = "two spellings of one condition key in a block",
    .doc =
        R"(Condition keys are compared without their case, so `aws:SourceIp` and `aws:sourceip` in one block are
the same key twice. IAM refuses the document; a reviewer reads two tests where there is one.

Put the values together in one list. To demand both, use two operators or two statements.
)",
    .check = check,
};

}  // namespace cordon::rules
