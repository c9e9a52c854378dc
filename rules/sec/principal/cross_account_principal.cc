#include <fmt/format.h>

#include "rules/principals/named_principals.h"
#include "rules/rule.h"

namespace cordon::rules {
namespace {

void check(const Subject& subject, Found& found) {
  if (!gives_to_principals(subject)) return;
  for (const Statement& statement : subject.statements()) {
    if (!is_allow(statement)) continue;
    for (const NamedPrincipal& principal : named_principals(statement)) {
      if (!is_third_party(*subject.settings, principal.pattern.account)) continue;
      found.add(
          subject, principal.entry->value.node.span(),
          fmt::format("{} is in account {}, which is not among the known ones",
                      backticked(principal.entry->value.value), principal.pattern.account),
          "list the account as known or allowed in the configuration, or remove the principal");
    }
  }
}

}  // namespace

extern const Rule kCrossAccountPrincipal{
    .id = "SEC037",
    .name = "cross-account-principal",
    .level = Level::kWarning,
    .profile = Profile::kAudit,
    .summary = "a principal of an account that is not configured",
    .doc =
        R"(The policy lets in a principal of an account that the configuration neither lists as known nor allows as
external. Without a list of known accounts in the configuration there is nothing to compare with, and this rule is
silent.
)",
    .check = check,
};

}  // namespace cordon::rules
