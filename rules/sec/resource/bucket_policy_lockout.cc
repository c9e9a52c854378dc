#include <fmt/format.h>

#include <string>
#include <string_view>

#include "engine/catalogue/resource_policies.h"
#include "grammar/text.h"
#include "rules/actions/actions.h"
#include "rules/containment/containment.h"
#include "rules/principals/public_access.h"
#include "rules/resources/targets.h"
#include "rules/rule.h"

namespace cordon::rules {
namespace {

// `s3:*` speaks of S3; a bare `*` says nothing of what the policy hangs on.
bool names_service(const Subject& subject, const ActionCoverage& covered,
                   const catalogue::PolicyTarget& target) {
  if (!subject.found.resource_type.empty()) return subject.found.resource_type == target.type;
  const auto parts = covered.entry == nullptr ? std::nullopt : action_parts(covered.entry->value);
  return parts && equals_ignoring_ascii_case(parts->service, target.service);
}

// The action with which the policy would be changed back, if the statement denies it to all.
std::string_view locked(const Subject& subject, const Statement& statement) {
  for (const catalogue::PolicyTarget& target : catalogue::policy_targets()) {
    const std::string_view edit = target.edits.front();
    const ActionCoverage covered = coverage(statement, edit);
    if (!covered || !names_service(subject, covered, target)) continue;
    TargetList resources(statement, subject.document.version);
    if (!resources.known() || resources.can_be_target_of(edit) != Truth::kFalse) return edit;
  }
  return {};
}

std::string_view who_remains(std::string_view edit) {
  return edit.starts_with("s3:") ? "only the root user of its account can change that"
                                 : "nobody can change that but AWS Support";
}

void check(const Subject& subject, Found& found) {
  if (!subject.is(PolicyType::kResource)) return;
  for (const Statement& statement : subject.statements()) {
    if (!is_deny(statement) || everyone_in(statement) == nullptr) continue;
    if (!statement.conditions.empty()) continue;
    const std::string_view edit = locked(subject, statement);
    if (edit.empty()) continue;
    found.add(subject, everyone_in(statement)->value.node.span(),
              fmt::format("`{}` is denied to everyone: {}", edit, who_remains(edit)),
              "spare an administrator with \"ArnNotEquals\": {\"aws:PrincipalArn\": …}");
  }
}

}  // namespace

extern const Rule kBucketPolicyLockout{
    .id = "SEC061",
    .name = "bucket-policy-lockout",
    .level = Level::kWarning,
    .summary = "a Deny for everyone that covers the change of the policy itself",
    .doc =
        R"(A Deny for `*` is for the administrators of the account, too. If it covers the action with which the policy is
changed, nobody can take it back: for a bucket the root user of its account still can, for other resources AWS has
to be asked.
)",
    .check = check,
};

}  // namespace cordon::rules
