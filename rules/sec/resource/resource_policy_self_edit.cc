#include <fmt/format.h>

#include <algorithm>
#include <string_view>

#include "engine/catalogue/resource_policies.h"
#include "engine/principal_set.h"
#include "grammar/text.h"
#include "rules/actions/actions.h"
#include "rules/conditions/guards.h"
#include "rules/containment/containment.h"
#include "rules/rule.h"

namespace cordon::rules {
namespace {

// Taking a policy away gives nobody more.
bool only_takes_away(std::string_view action) {
  const std::string_view name = action.substr(action.find(':') + 1);
  return name.starts_with("Delete") || name.starts_with("Remove");
}

bool is_whole_service(std::string_view entry) {
  const auto parts = action_parts(entry);
  return parts && parts->name.find_first_not_of('*') == std::string_view::npos;
}

// An action on the policy that the statement gives beside others: whoever has all has it anyway.
const PolicyText* edit_in(const Statement& statement, const catalogue::PolicyTarget& target,
                          std::string_view& action) {
  for (const std::string_view edit : target.edits) {
    if (edit.empty() || only_takes_away(edit)) continue;
    const ActionCoverage covered = coverage(statement, edit);
    if (covered.entry == nullptr || is_whole_service(covered.entry->value)) continue;
    action = edit;
    return covered.entry;
  }
  return nullptr;
}

bool may_hang_on(const Subject& subject, const catalogue::PolicyTarget& target) {
  return subject.found.resource_type.empty() || subject.found.resource_type == target.type;
}

bool names_accounts_only(const Statement& statement) {
  return std::ranges::all_of(statement.principal->entries, [](const PrincipalEntry& entry) {
    return compile_principal(entry.type, entry.value.value).kind ==
           PrincipalPattern::Kind::kAccount;
  });
}

void check(const Subject& subject, Found& found) {
  if (!subject.is(PolicyType::kResource)) return;
  for (const Statement& statement : subject.statements()) {
    if (!is_allow(statement) || lists_everything(statement.action)) continue;
    if (!statement.principal || statement.principal->negated) continue;
    if (names_accounts_only(statement)) continue;
    for (const catalogue::PolicyTarget& target : catalogue::policy_targets()) {
      std::string_view action;
      const PolicyText* entry =
          may_hang_on(subject, target) ? edit_in(statement, target, action) : nullptr;
      if (entry == nullptr) continue;
      found.add(
          subject, entry->node.span(),
          fmt::format("`{}` lets its holder write into this policy what it does not grant", action),
          "leave the change of the policy to the administrators of the account");
      break;
    }
  }
}

}  // namespace

extern const Rule kResourcePolicySelfEdit{
    .id = "SEC052",
    .name = "resource-policy-self-edit",
    .level = Level::kSecurity,
    .parliament = "RESOURCE_POLICY_PRIVILEGE_ESCALATION",
    .summary = "a resource policy that lets its holder change it",
    .doc =
        R"(Whoever may change the policy of a resource can give itself everything on it, whatever the rest of the policy
says: the list of actions is no limit. An account as principal is not reported, as it has to be able to, and neither
is who has all actions of the service anyway.
)",
    .check = check,
};

}  // namespace cordon::rules
