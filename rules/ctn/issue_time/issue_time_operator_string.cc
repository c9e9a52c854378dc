#include <fmt/format.h>

#include "rules/conditions/conditions.h"
#include "rules/containment/containment.h"
#include "rules/fix/edits.h"
#include "rules/rule.h"

namespace cordon::rules {
namespace {

// NumericLessThan is DateLessThan for epoch seconds; what a String operator was to be is not told.
std::optional<Fix> with_date_operator(const Statement& statement, const ConditionUse& test) {
  if (!test.is(ValueType::kNumeric)) return std::nullopt;
  return unsafe_fix("compare as dates",
                    change_operator(statement, test.entry, replaced(test, "Numeric", "Date")));
}

void check(const Subject& subject, Found& found) {
  for (const Statement& statement : subject.statements()) {
    for (const ConditionUse& test : tests_of(statement, kIssueTimeKey)) {
      if (test.op.base == nullptr || test.is(ValueType::kDate) || test.is(ValueType::kNull))
        continue;
      Finding& finding = found.add(
          subject, test.entry.op.node.span(),
          fmt::format("`{}` does not compare dates: on `{}` it is not known to match anything",
                      test.entry.op.value, kIssueTimeKey),
          "use a Date operator, such as `DateLessThan`");
      finding.fix = with_date_operator(statement, test);
      finding.also_at = {test.key_span()};
    }
  }
}

}  // namespace

extern const Rule kIssueTimeOperatorString{
    .id = "CTN002",
    .name = "issue-time-operator-string",
    .level = Level::kError,
    .fix = FixKind::kUnsafe,
    .aws_codes = {"TYPE_MISMATCH"},
    .parliament = "MISMATCHED_TYPE",
    .replaces = "SEM031",
    .summary = "aws:TokenIssueTime under an operator that does not compare dates",
    .doc = R"(`aws:TokenIssueTime` is a date. String and Numeric operators compare it as something
else, and AWS does not document how the time would be written then: a revocation that hangs on it can't
be relied on.

Use `DateLessThan` with a time such as `2024-05-01T10:00:00Z`.
)",
    .check = check,
};

}  // namespace cordon::rules
