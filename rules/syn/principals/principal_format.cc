#include "rules/rule.h"

namespace cordon::rules {
namespace {

void check(const Subject& subject, Found& found) {
  report_problems(subject, Problem::kPrincipalFormat, found);
}

}  // namespace

extern const Rule kPrincipalFormat{
    .id = "SYN046",
    .name = "principal-format",
    .level = Level::kError,
    .fix = FixKind::kHint,
    .aws_codes = {"INVALID_PRINCIPAL_FORMAT"},
    .parliament = "UNKNOWN_PRINCIPAL",
    .summary = "Principal is a bare string or a list",
    .doc = R"(`Principal` is `"*"` or an object that says of what type each principal is:
`{"AWS": "111122223333"}`, `{"Service": "ec2.amazonaws.com"}`. AWS refuses a bare ARN and a list.
)",
    .check = check,
};

}  // namespace cordon::rules
