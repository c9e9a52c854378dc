#include "rules/rule.h"
#include "rules/syn/problems.h"

namespace cordon::rules {
namespace {

void check(const Subject& subject, Found& found) {
  report_problems(subject, Problem::kSyntax, found);
}

}  // namespace

extern const Rule kJsonSyntax{
    .id = "SYN001",
    .name = "json-syntax",
    .level = Level::kError,
    .aws_codes = {"JSON_SYNTAX_ERROR"},
    .parliament = "MALFORMED_JSON",
    .summary = "text is not JSON",
    .doc = R"(IAM takes strict JSON: no trailing comma, no comment, no single quotes. A text that is
something else is refused as a whole, so nothing of it can be in force.

The place is that of the first byte that can't stand where it stands; the message names the usual slip
behind it.
)",
    .check = check,
};

}  // namespace cordon::rules
