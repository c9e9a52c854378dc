#include <fmt/format.h>

#include <algorithm>

#include "rules/principals/federation.h"
#include "rules/rule.h"

namespace cordon::rules {
namespace {

void check(const Subject& subject, Found& found) {
  for (const Provider& provider : providers(subject)) {
    if (provider.is_saml() || provider.shared != nullptr) continue;
    const bool asked = std::ranges::any_of(
        conditions_of(provider.statement),
        [&](const ConditionUse& use) { return asks_of_token(use, provider.issuer); });
    if (asked) continue;
    found.add(subject, provider.principal.node.span(),
              fmt::format("every token of {} may take the role", backticked(provider.issuer)),
              fmt::format("add \"StringEquals\": {{\"{0}:sub\": \"…\", \"{0}:aud\": \"…\"}}",
                          provider.issuer));
  }
}

}  // namespace

extern const Rule kOidcUnscoped{
    .id = "SEC042",
    .name = "oidc-unscoped",
    .level = Level::kSecurity,
    .fix = FixKind::kHint,
    .aws_codes = {"MISSING_CONDITION_KEY_FOR_OIDC_PRINCIPAL"},
    .summary = "an OpenID Connect provider trusted whatever its token says",
    .doc =
        R"(Without a condition on a claim the role is for everyone to whom the provider gives a token: every service account
of the cluster, every user of the directory. Ask for the subject, and for the audience. Providers that all customers
of a vendor share are the matter of other rules.
)",
    .check = check,
};

}  // namespace cordon::rules
