#include <fmt/format.h>

#include <algorithm>
#include <string>

#include "rules/principals/federation.h"
#include "rules/rule.h"

namespace cordon::rules {
namespace {

std::string key_of(const catalogue::SharedIssuer& issuer) {
  const bool whole = issuer.tenant_claim.contains(':');
  return whole ? std::string(issuer.tenant_claim)
               : fmt::format("{}:{}", issuer.issuer, issuer.tenant_claim);
}

void check(const Subject& subject, Found& found) {
  for (const Provider& provider : providers(subject)) {
    if (provider.shared == nullptr || provider.is_github()) continue;
    const bool asked = std::ranges::any_of(
        conditions_of(provider.statement),
        [&](const ConditionUse& use) { return asks_for_tenant(use, provider); });
    if (asked) continue;
    found.add(subject, provider.principal.node.span(),
              fmt::format("all customers of {} have tokens of {}", provider.shared->name,
                          backticked(provider.issuer)),
              fmt::format("add a condition on `{}` that names you", key_of(*provider.shared)));
  }
}

}  // namespace

extern const Rule kOidcSharedIssuer{
    .id = "SEC045",
    .name = "oidc-shared-issuer",
    .level = Level::kSecurity,
    .summary = "an issuer that all customers of a vendor share, without the claim that names one",
    .doc =
        R"(GitLab, Buildkite, CircleCI, HCP Terraform, Amazon Cognito and others issue the tokens of all of their customers
from one address. Only a claim says whose a token is: the subject, the audience or the like. A pattern has to name
the tenant before its first wildcard (`organization:acme:*`).
)",
    .check = check,
};

}  // namespace cordon::rules
