#include <fmt/format.h>

#include <optional>

#include "engine/catalogue/catalogue.h"
#include "rules/actions/actions.h"
#include "rules/actions/exposure.h"
#include "rules/conditions/guards.h"
#include "rules/containment/containment.h"
#include "rules/findings/wording.h"

namespace cordon::rules {
namespace {

std::optional<catalogue::Action> manages_permissions(const PolicyText& entry) {
  const catalogue::MatchingActions actions = catalogue::actions_matching(entry.value);
  for (const catalogue::Action action : actions) {
    if (action.level == catalogue::AccessLevel::kPermissionsManagement) return action;
  }
  return {};
}

void check_statement(const Subject& subject, const Statement& statement, Found& found) {
  std::optional<catalogue::Action> first;
  const PolicyText* where = nullptr;
  std::size_t count = 0;
  for (const PolicyText& entry : listed_actions(statement)) {
    const auto action = manages_permissions(entry);
    if (!action) continue;
    if (++count > 1) continue;
    first = action;
    where = &entry;
  }
  if (where == nullptr) return;
  found.add(subject, where->node.span(),
            fmt::format("`{}`{} changes the permissions of every resource", first->full_name,
                        and_more(count)),
            "name the resources whose permissions may be changed");
}

void check(const Subject& subject, Found& found) {
  if (!subject.is(PolicyType::kIdentity)) return;
  for (const Statement& statement : subject.statements()) {
    if (!is_allow(statement) || lists_everything(statement.action)) continue;
    if (is_unscoped(statement)) check_statement(subject, statement, found);
  }
}

}  // namespace

extern const Rule kResourceExposure{
    .id = "SEC055",
    .name = "resource-exposure",
    .level = Level::kSecurity,
    .profile = Profile::kAudit,
    .parliament = "PERMISSIONS_MANAGEMENT_ACTIONS",
    .summary = "changes of permissions that nothing limits",
    .doc =
        R"(Actions of the access level "Permissions management" change who may use a resource: policies, access lists, shares.
With `*` as Resource and no condition they do so for all resources of the account.
)",
    .check = check,
};

}  // namespace cordon::rules
