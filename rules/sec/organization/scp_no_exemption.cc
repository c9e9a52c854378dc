#include <algorithm>

#include "rules/conditions/guards.h"
#include "rules/containment/containment.h"
#include "rules/rule.h"

namespace cordon::rules {
namespace {

bool exempts(const ConditionUse& use) {
  const catalogue::GlobalKey* key = catalogue::find_global_key(use.key());
  return use.negated() && key != nullptr && key->group == catalogue::KeyGroup::kPrincipal;
}

void check(const Subject& subject, Found& found) {
  if (!subject.is(PolicyType::kScp)) return;
  for (const Statement& statement : subject.statements()) {
    if (!is_deny(statement) || !lists_everything(statement.resource)) continue;
    if (std::ranges::any_of(conditions_of(statement), exempts)) continue;
    found.add(subject, statement.effect->span,
              "the Deny has no exception for a role that can undo it",
              "add \"ArnNotLike\": {\"aws:PrincipalArn\": \"arn:aws:iam::*:role/break-glass\"}");
  }
}

}  // namespace

extern const Rule kScpNoExemption{
    .id = "SEC060",
    .name = "scp-no-exemption",
    .level = Level::kWarning,
    .profile = Profile::kAudit,
    .summary = "an SCP's Deny without an exempt role",
    .doc =
        R"(A Deny of a service control policy is for everyone in the account, its administrators included. If it turns out
to stop too much, only the management account can change it. A role that is exempt, and watched, can act meanwhile.
)",
    .check = check,
};

}  // namespace cordon::rules
