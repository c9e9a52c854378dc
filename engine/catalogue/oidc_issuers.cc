#include "engine/catalogue/oidc_issuers.h"

#include <algorithm>
#include <array>

#include "engine/catalogue/name_order.h"

namespace cordon::catalogue {
namespace {

constexpr auto kIssuers = std::to_array<SharedIssuer>({
    {"accounts.google.com", "Google", "aud", false},
    {"agent.buildkite.com", "Buildkite", "sub"},
    {"api.pulumi.com/oidc", "Pulumi Cloud", "aud"},
    {"app.terraform.io", "HCP Terraform", "sub"},
    {"cognito-identity.amazonaws.com", "Amazon Cognito", "aud"},
    {"gitlab.com", "GitLab", "sub"},
    {"graph.facebook.com", "Facebook", "app_id", false},
    {"oidc-configuration.audit-log.githubusercontent.com", "GitHub audit log streaming", "sub"},
    {"oidc.circleci.com", "CircleCI", "sub", false},
    {"oidc.codefresh.io", "Codefresh", "sub"},
    {"oidc.op1.openshiftapps.com/2c51blsaqa9gkjt0o9rt11mle8mmropu", "IBM Turbonomic", "sub"},
    {"oidc.op1.openshiftapps.com/2f785sojlpb85i7402pk3qogugim5nfb", "IBM Turbonomic", "sub"},
    {"oidc.vercel.com", "Vercel", "aud"},
    {"proidc.upbound.io", "Upbound", "sub"},
    {"rh-oidc.s3.us-east-1.amazonaws.com/22ejnvnnturfmt6km08idd0nt4hekbn7", "IBM Turbonomic",
     "sub"},
    {"rh-oidc.s3.us-east-1.amazonaws.com/23e3sd27sju1hoou6ohfs68vbno607tr", "IBM Turbonomic",
     "sub"},
    {"rh-oidc.s3.us-east-1.amazonaws.com/23ne21h005qjl3n33d8dui5dlrmv2tmg", "IBM Turbonomic",
     "sub"},
    {"rh-oidc.s3.us-east-1.amazonaws.com/24jrf12m5dj7ljlfb4ta2frhrcoadm26", "IBM Turbonomic",
     "sub"},
    {"sandboxes.cloud", "sandboxes.cloud", "aud"},
    {"scalr.io", "Scalr", "sub"},
    {"sts.windows.net/33e01921-4d64-4f8c-a055-5bdaffd5e33d", "Microsoft Sentinel",
     "sts:RoleSessionName"},
    {"studio.datachain.ai/api", "DVC Studio", "sub"},
    {"token.actions.githubusercontent.com", "GitHub Actions", "sub"},
    {"tokens.cloud.shisho.dev", "Shisho Cloud", "sub"},
    {"vstoken.actions.githubusercontent.com", "GitHub Actions", "sub"},
    {"www.amazon.com", "Login with Amazon", "app_id", false},
});
static_assert(strictly_sorted(kIssuers, &SharedIssuer::issuer));

// Claims that name the owner of a token, whoever the issuer.
constexpr std::array<std::string_view, 10> kOwnerClaims = {
    "enterprise_id", "namespace_id", "organization_id", "organization_slug",   "pipeline_id",
    "project_id",    "repository",   "repository_id",   "repository_owner_id", "job_workflow_ref"};

constexpr std::array<std::string_view, 3> kAudienceClaims = {"aud", "oaud", "app_id"};

struct KeyParts {
  std::string_view issuer;
  std::string_view claim;
};

// An issuer may have a path but no port, so the first colon ends it.
KeyParts split_key(std::string_view key) {
  const std::size_t colon = key.find(':');
  if (colon == std::string_view::npos) return {};
  return {.issuer = key.substr(0, colon), .claim = key.substr(colon + 1)};
}

template <std::size_t kSize>
bool holds(const std::array<std::string_view, kSize>& names, std::string_view name) {
  return std::ranges::any_of(names, [&](std::string_view each) { return same_name(each, name); });
}

}  // namespace

std::span<const SharedIssuer> shared_issuers() { return kIssuers; }

std::string_view issuer_of(std::string_view federated) {
  constexpr std::string_view kBefore = ":oidc-provider/";
  const std::size_t at = federated.find(kBefore);
  const bool arn = federated.starts_with("arn:") && at != std::string_view::npos;
  return arn ? federated.substr(at + kBefore.size()) : federated;
}

const SharedIssuer* find_shared_issuer(std::string_view issuer) {
  return find_row(kIssuers, issuer_of(issuer), &SharedIssuer::issuer);
}

bool tells_tenant(const SharedIssuer& issuer, std::string_view key) {
  if (same_name(key, issuer.tenant_claim)) return issuer.tenant_claim.contains(':');
  const KeyParts parts = split_key(key);
  if (!same_name(parts.issuer, issuer.issuer)) return false;
  return same_name(parts.claim, issuer.tenant_claim) || holds(kOwnerClaims, parts.claim);
}

bool is_audience_key(std::string_view key) {
  const KeyParts parts = split_key(key);
  const bool provider = parts.issuer.contains('.') || same_name(parts.issuer, "saml");
  return provider && holds(kAudienceClaims, parts.claim);
}

}  // namespace cordon::catalogue
