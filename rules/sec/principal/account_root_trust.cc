#include <fmt/format.h>

#include <algorithm>

#include "rules/principals/named_principals.h"
#include "rules/rule.h"

namespace cordon::rules {
namespace {

bool says_who(const Statement& statement) {
  return std::ranges::any_of(conditions_of(statement), [](const ConditionUse& use) {
    const catalogue::GlobalKey* key = catalogue::find_global_key(use.key());
    const bool about = key != nullptr && (key->group == catalogue::KeyGroup::kPrincipal ||
                                          key->group == catalogue::KeyGroup::kSession);
    return asks_for_value(use) && about && key->name != "aws:MultiFactorAuthPresent" &&
           key->name != "aws:MultiFactorAuthAge";
  });
}

void check(const Subject& subject, Found& found) {
  if (!subject.is(PolicyType::kTrust)) return;
  for (const Statement& statement : subject.statements()) {
    if (!is_allow(statement) || says_who(statement)) continue;
    for (const NamedPrincipal& principal : named_principals(statement)) {
      if (principal.pattern.kind != PrincipalPattern::Kind::kAccount) continue;
      found.add(subject, principal.entry->value.node.span(),
                fmt::format("everyone in account {} whom its policies let may take the role",
                            principal.pattern.account),
                "name the role or user that needs it, or add a condition on `aws:PrincipalArn`");
    }
  }
}

}  // namespace

extern const Rule kAccountRootTrust{
    .id = "SEC038",
    .name = "account-root-trust",
    .level = Level::kInfo,
    .profile = Profile::kPedantic,
    .summary = "a role that trusts a whole account",
    .doc =
        R"(An account as principal hands the decision to that account: every user and role whose own policies allow
`sts:AssumeRole` on this role may take it, also those made tomorrow.
)",
    .check = check,
};

}  // namespace cordon::rules
