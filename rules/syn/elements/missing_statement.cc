#include "rules/rule.h"
#include "rules/syn/problems.h"

namespace cordon::rules {
namespace {

void check(const Subject& subject, Found& found) {
  report_problems(subject, Problem::kMissingStatement, found);
  report_problems(subject, Problem::kEmptyStatementList, found,
                  [](Finding& finding, JsonValue /*list*/) {
                    finding.level = Level::kWarning;
                    finding.aws_code = {};
                  });
}

}  // namespace

extern const Rule kMissingStatement{
    .id = "SYN007",
    .name = "missing-statement",
    .level = Level::kError,
    .aws_codes = {"MISSING_STATEMENT"},
    .parliament = "MALFORMED",
    .summary = "policy without a statement",
    .doc =
        R"(A policy needs a `Statement`; without one AWS refuses it. An empty list of statements says nothing:
it neither allows nor denies, and is usually what a generator left behind.
)",
    .check = check,
};

}  // namespace cordon::rules
