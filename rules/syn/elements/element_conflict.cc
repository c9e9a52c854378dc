#include "rules/rule.h"
#include "rules/syn/problems.h"

namespace cordon::rules {
namespace {

void check(const Subject& subject, Found& found) {
  report_problems(subject, Problem::kElementConflict, found);
}

}  // namespace

extern const Rule kElementConflict{
    .id = "SYN013",
    .name = "element-conflict",
    .level = Level::kError,
    .aws_codes = {"UNSUPPORTED_ELEMENT_COMBINATION"},
    .parliament = "MALFORMED",
    .summary = "an element and its Not… together",
    .doc =
        R"(`Action` and `NotAction`, `Resource` and `NotResource`, `Principal` and `NotPrincipal` exclude each
other in one statement. IAM refuses the document.

What should be taken out of a wide `Action` goes in a second statement with `Deny`.
)",
    .check = check,
};

}  // namespace cordon::rules
