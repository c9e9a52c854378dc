#include "rules/rule.h"
#include "rules/syn/problems.h"

namespace cordon::rules {
namespace {

void check(const Subject& subject, Found& found) {
  report_problems(subject, Problem::kDuplicateKey, found);
}

}  // namespace

extern const Rule kDuplicateJsonKey{
    .id = "SYN002",
    .name = "duplicate-json-key",
    .level = Level::kError,
    .fix = FixKind::kHint,
    .summary = "the same member twice in one object",
    .doc =
        R"(IAM refuses an object with a member that is written twice. Most JSON parsers keep the last one
and say nothing, so a tool that writes the policy anew drops the first one silently, while a reviewer reads
both.

Put the values of the two together: several keys in one block of an operator, several values in one list.
)",
    .check = check,
};

}  // namespace cordon::rules
