#include "rules/actions/actions.h"
#include "rules/conditions/guards.h"
#include "rules/containment/containment.h"
#include "rules/rule.h"

namespace cordon::rules {
namespace {

void check(const Subject& subject, Found& found) {
  if (!subject.is(PolicyType::kIdentity)) return;
  for (const Statement& statement : subject.statements()) {
    if (!is_allow(statement) || !lists_everything(statement.action)) continue;
    if (listed_resources(statement).empty() || lists_everything(statement.resource)) continue;
    found.add(subject, everything_in(statement.action)->node.span(),
              "every action is allowed on the resources listed", "allow the actions that are used");
  }
}

}  // namespace

extern const Rule kActionStarScoped{
    .id = "SEC003",
    .name = "action-star-scoped",
    .level = Level::kWarning,
    .profile = Profile::kPedantic,
    .summary = "every action allowed on some resources",
    .doc =
        R"(The resources are limited, what may be done to them is not: they can be deleted, shared, and given another policy.
)",
    .check = check,
};

}  // namespace cordon::rules
