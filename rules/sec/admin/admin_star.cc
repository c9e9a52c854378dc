#include "rules/conditions/guards.h"
#include "rules/containment/containment.h"
#include "rules/rule.h"

namespace cordon::rules {
namespace {

void check(const Subject& subject, Found& found) {
  if (!subject.is(PolicyType::kIdentity)) return;
  for (const Statement& statement : subject.statements()) {
    if (!is_allow(statement) || !statement.conditions.empty()) continue;
    if (!lists_everything(statement.action) || !lists_everything(statement.resource)) continue;
    found.add(subject, everything_in(statement.action)->node.span(),
              "everything is allowed on everything",
              "allow the actions that are used, on the resources that they are used on");
  }
}

}  // namespace

extern const Rule kAdminStar{
    .id = "SEC001",
    .name = "admin-star",
    .level = Level::kSecurity,
    .summary = "everything allowed on everything",
    .doc =
        R"(Whoever holds this policy can do whatever the account can, undo its guards and make more of its own kind. Even
administrators do well with `PowerUserAccess` or the like for their daily work.
)",
    .check = check,
};

}  // namespace cordon::rules
