#include <fmt/format.h>

#include <set>
#include <string>

#include "rules/containment/containment.h"
#include "rules/principals/named_principals.h"
#include "rules/rule.h"

namespace cordon::rules {
namespace {

using Kind = PrincipalPattern::Kind;

std::string name_in_account(const PrincipalPattern& pattern) {
  return pattern.account + "/" + pattern.name.substr(0, pattern.name.find('/'));
}

std::set<std::string> roles_with_session(const std::vector<NamedPrincipal>& principals) {
  std::set<std::string> roles;
  for (const NamedPrincipal& principal : principals) {
    if (principal.pattern.kind == Kind::kSession) roles.insert(name_in_account(principal.pattern));
  }
  return roles;
}

void check(const Subject& subject, Found& found) {
  if (!gives_to_principals(subject)) return;
  for (const Statement& statement : subject.statements()) {
    if (!is_deny(statement) || !statement.principal || !statement.principal->negated) continue;
    const auto principals = named_principals(statement);
    const auto spared = roles_with_session(principals);
    for (const NamedPrincipal& principal : principals) {
      if (principal.pattern.kind != Kind::kRole) continue;
      if (spared.contains(name_in_account(principal.pattern))) continue;
      found.add(
          subject, principal.entry->value.node.span(),
          fmt::format("NotPrincipal names {} and none of its sessions: the role is denied, too",
                      backticked(principal.entry->value.value)),
          "deny `*` with \"ArnNotEquals\": {\"aws:PrincipalArn\": …} instead");
    }
  }
}

}  // namespace

extern const Rule kPublicDenyNotprincipal{
    .id = "SEC064",
    .name = "public-deny-notprincipal",
    .level = Level::kWarning,
    .summary = "a Deny with NotPrincipal that locks out the role it names",
    .doc =
        R"(A request of a role comes from a session. To be spared by a Deny with `NotPrincipal` the session's ARN, the
role's and the account's have to be listed; one that is missing makes the Deny bite. Roles with a permissions
boundary are denied whatever is listed. A Deny for `*` with a condition on `aws:PrincipalArn` says what is meant.
)",
    .check = check,
};

}  // namespace cordon::rules
