#include <fmt/format.h>

#include "rules/fix/edits.h"
#include "rules/rule.h"

namespace cordon::rules {
namespace {

bool is_empty(JsonValue value) { return value.is(JsonKind::kObject) && value.size() == 0; }

void check_condition(const Subject& subject, JsonValue statement, Found& found) {
  const auto condition = find_member(statement, "Condition");
  if (!condition) return;
  if (is_empty(condition->value)) {
    found
        .add(subject, condition->value.span(), "the `Condition` is empty: it always holds",
             "leave it out")
        .fix = safe_fix("remove the empty `Condition`", remove_member(statement, condition->key));
    return;
  }
  for (const auto block : condition->value.members()) {
    if (!is_empty(block.value)) continue;
    Finding& finding =
        found.add(subject, block.value.span(),
                  fmt::format("{} tests no key: it always holds", backticked(block.key.text())),
                  "leave it out");
    if (condition->value.size() == 1) continue;  // would leave an empty Condition
    finding.fix = safe_fix("remove the empty block", remove_member(condition->value, block.key));
  }
}

void check(const Subject& subject, Found& found) {
  for (const Statement& statement : subject.statements()) {
    check_condition(subject, statement.node, found);
  }
}

}  // namespace

extern const Rule kEmptyCondition{
    .id = "SYN025",
    .name = "empty-condition",
    .level = Level::kInfo,
    .fix = FixKind::kSafe,
    .aws_codes = {"EMPTY_OBJECT_CONDITION"},
    .summary = "Condition without a test in it",
    .doc =
        R"(An empty `Condition`, or an empty block of an operator in one, tests nothing: it holds for every
request. What somebody meant to limit is not limited.

If nothing was meant, leave it out.
)",
    .check = check,
};

}  // namespace cordon::rules
