#include "rules/fix/edits.h"
#include "rules/rule.h"

namespace cordon::rules {
namespace {

void check(const Subject& subject, Found& found) {
  if (!subject.found.root) return;
  const auto statement = find_member(*subject.found.root, "Statement");
  if (!statement || !statement->value.is(JsonKind::kObject)) return;
  found.add(subject, statement->key.span(), "the statement is not in a list").fix =
      safe_fix("put it in a list", wrap_in_list(statement->value));
}

}  // namespace

extern const Rule kStatementAsObject{
    .id = "STY009",
    .name = "statement-as-object",
    .level = Level::kInfo,
    .profile = Profile::kPedantic,
    .fix = FixKind::kSafe,
    .summary = "single statement that is not in a list",
    .doc =
        R"(A policy of one statement may have it without brackets. With them the second statement is an addition of
some lines; without, it changes the indentation of all. AWS reads both alike.
)",
    .check = check,
};

}  // namespace cordon::rules
