#include <fmt/format.h>

#include "rules/containment/containment.h"
#include "rules/rule.h"

namespace cordon::rules {
namespace {

void check(const Subject& subject, Found& found) {
  for (const Statement& statement : subject.statements()) {
    for (const ConditionUse& test : tests_of(statement, kIssueTimeKey)) {
      if (!test.is(ValueType::kDate)) continue;
      for (const PolicyText& value : test.entry.values) {
        if (value.value.find("${") == std::string_view::npos) continue;
        found.add(subject, value.node.span(),
                  fmt::format("`{}` is no date: AWS fills in no variables under `{}`", value.value,
                              test.entry.op.value),
                  "write the cutoff itself");
      }
    }
  }
}

}  // namespace

extern const Rule kIssueTimeWithVariable{
    .id = "CTN013",
    .name = "issue-time-with-variable",
    .level = Level::kError,
    .aws_codes = {"INVALID_VARIABLE_FOR_OPERATOR"},
    .replaces = "SYN041",
    .summary = "policy variable as the cutoff",
    .doc =
        R"(Policy variables stand in values of String and ARN operators only. Under a Date operator
the text stays as it is, is no date, and the condition does not hold: the Deny denies nothing.
)",
    .check = check,
};

}  // namespace cordon::rules
