#include "rules/rule.h"
#include "rules/syn/problems.h"

namespace cordon::rules {
namespace {

void check(const Subject& subject, Found& found) {
  report_problems(subject, Problem::kUnknownElement, found);
}

}  // namespace

extern const Rule kUnknownElement{
    .id = "SYN005",
    .name = "unknown-element",
    .level = Level::kError,
    .fix = FixKind::kHint,
    .aws_codes = {"INVALID_POLICY_ELEMENT"},
    .parliament = "MALFORMED",
    .summary = "unknown member of a policy or statement",
    .doc = R"(IAM refuses a document with a member that it does not know. Names are compared with
their case: `action` and `Actions` are not `Action`.
)",
    .check = check,
};

}  // namespace cordon::rules
