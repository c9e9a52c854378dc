#include "rules/fix/edits.h"
#include "rules/rule.h"

namespace cordon::rules {
namespace {

void check(const Subject& subject, Found& found) {
  for (const Statement& statement : subject.statements()) {
    if (!statement.sid || !statement.sid->value.empty()) continue;
    const auto member = find_member(statement.node, "Sid");
    found.add(subject, statement.sid->node.span(), "the `Sid` is empty", "leave it out").fix =
        safe_fix("remove the empty `Sid`", remove_member(statement.node, member->key));
  }
}

}  // namespace

extern const Rule kEmptySid{
    .id = "SYN021",
    .name = "empty-sid",
    .level = Level::kInfo,
    .fix = FixKind::kSafe,
    .aws_codes = {"EMPTY_SID_VALUE"},
    .summary = "Sid without a text",
    .doc =
        R"(An empty `Sid` names nothing. Generators write it where no name was given; leave the element out.
)",
    .check = check,
};

}  // namespace cordon::rules
