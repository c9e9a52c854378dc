#include <fmt/format.h>

#include <algorithm>

#include "rules/actions/actions.h"
#include "rules/principals/named_principals.h"
#include "rules/rule.h"

namespace cordon::rules {
namespace {

// One's own organization is no third party.
bool is_guarded(const Statement& statement) {
  return std::ranges::any_of(conditions_of(statement), [](const ConditionUse& use) {
    return asks_for_value(use) &&
           (is_key(use, "sts:ExternalId") || is_global(use, "aws:PrincipalOrgID") ||
            is_global(use, "aws:PrincipalOrgPaths"));
  });
}

void check(const Subject& subject, Found& found) {
  if (!subject.is(PolicyType::kTrust)) return;
  for (const Statement& statement : subject.statements()) {
    if (!is_allow(statement) || !coverage(statement, "sts:AssumeRole")) continue;
    if (is_guarded(statement)) continue;
    for (const NamedPrincipal& principal : named_principals(statement)) {
      if (!is_third_party(*subject.settings, principal.pattern.account)) continue;
      found.add(
          subject, principal.entry->value.node.span(),
          fmt::format("account {} is trusted without an external id", principal.pattern.account),
          "add \"StringEquals\": {\"sts:ExternalId\": \"…\"} with the id that the third party "
          "gives you");
    }
  }
}

}  // namespace

extern const Rule kTrustExternalWithoutId{
    .id = "SEC039",
    .name = "trust-external-without-id",
    .level = Level::kSecurity,
    .fix = FixKind::kHint,
    .summary = "a third party trusted without sts:ExternalId",
    .doc =
        R"(A vendor takes roles in the accounts of many customers. Without an external id one of them can give the vendor
the ARN of your role as its own, and the vendor will use it for them (the confused deputy). The vendor gives each
customer an id of its own; the role asks for it. Accounts that the configuration lists as known or allowed are not
reported, and without a list of known accounts this rule is silent.
)",
    .check = check,
};

}  // namespace cordon::rules
