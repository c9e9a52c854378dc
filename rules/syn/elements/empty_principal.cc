#include "rules/rule.h"
#include "rules/syn/problems.h"

namespace cordon::rules {
namespace {

void check(const Subject& subject, Found& found) {
  report_problems(subject, Problem::kEmptyPrincipalList, found);
  report_problems(subject, Problem::kEmptyPrincipalObject, found,
                  [](Finding& finding, JsonValue /*object*/) {
                    finding.aws_code = finding.rule->aws_codes[1];
                  });
}

}  // namespace

extern const Rule kEmptyPrincipal{
    .id = "SYN024",
    .name = "empty-principal",
    .level = Level::kWarning,
    .aws_codes = {"EMPTY_ARRAY_PRINCIPAL", "EMPTY_OBJECT_PRINCIPAL"},
    .summary = "Principal without anybody in it",
    .doc =
        R"(A statement whose `Principal` is empty matches nobody: an Allow grants nothing, a Deny denies
nobody. With `NotPrincipal` nobody is spared.

Usually a generator was given an empty list of accounts. Leave the statement out, or name its principals.
)",
    .check = check,
};

}  // namespace cordon::rules
