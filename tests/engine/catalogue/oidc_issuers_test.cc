// Issuers that tenants share, and the keys that tell tenants and audiences.

#include "engine/catalogue/oidc_issuers.h"

#include <fmt/format.h>

#include <string>

#include "doctest/doctest.h"
#include "engine/catalogue/name_order.h"

namespace cordon::catalogue {
namespace {

TEST_CASE("issuers: found by host, by path and by the ARN of the provider") {
  struct Row {
    std::string_view federated;
    std::string_view name;
  };
  const Row rows[] = {
      {"token.actions.githubusercontent.com", "GitHub Actions"},
      {"Token.Actions.GitHubUserContent.com", "GitHub Actions"},
      {"arn:aws:iam::111122223333:oidc-provider/gitlab.com", "GitLab"},
      {"arn:aws:iam::111122223333:oidc-provider/api.pulumi.com/oidc", "Pulumi Cloud"},
      {"cognito-identity.amazonaws.com", "Amazon Cognito"},
      {"accounts.google.com", "Google"},
      {"token.actions.githubusercontent.com/acme", ""},
      {"oidc.circleci.com/org/5b2f", ""},
      {"arn:aws:iam::111122223333:saml-provider/gitlab.com", ""},
      {"oidc.eks.us-east-1.amazonaws.com/id/ABC", ""},
      {"", ""},
  };
  for (const Row& row : rows) {
    CAPTURE(row.federated);
    const SharedIssuer* issuer = find_shared_issuer(row.federated);
    CHECK((issuer == nullptr ? "" : issuer->name) == row.name);
  }
}

TEST_CASE("issuers: which keys tell the tenant") {
  struct Row {
    std::string_view issuer;
    std::string_view key;
    bool tells;
  };
  const Row rows[] = {
      {"gitlab.com", "gitlab.com:sub", true},
      {"gitlab.com", "gitlab.com:aud", false},
      {"gitlab.com", "gitlab.com:namespace_id", true},
      {"gitlab.com", "gitlab.com:ref_protected", false},
      {"gitlab.com", "app.terraform.io:sub", false},
      {"token.actions.githubusercontent.com", "token.actions.githubusercontent.com:sub", true},
      {"token.actions.githubusercontent.com",
       "TOKEN.actions.githubusercontent.com:repository_owner_id", true},
      {"token.actions.githubusercontent.com", "token.actions.githubusercontent.com:ref", false},
      {"token.actions.githubusercontent.com", "token.actions.githubusercontent.com:actor", false},
      {"agent.buildkite.com", "agent.buildkite.com:organization_slug", true},
      {"cognito-identity.amazonaws.com", "cognito-identity.amazonaws.com:aud", true},
      {"cognito-identity.amazonaws.com", "cognito-identity.amazonaws.com:amr", false},
      {"sts.windows.net/33e01921-4d64-4f8c-a055-5bdaffd5e33d", "sts:RoleSessionName", true},
      {"gitlab.com", "sub", false},
      {"gitlab.com", "", false},
  };
  for (const Row& row : rows) {
    CAPTURE(row.key);
    const SharedIssuer* issuer = find_shared_issuer(row.issuer);
    REQUIRE(issuer != nullptr);
    CHECK(tells_tenant(*issuer, row.key) == row.tells);
  }
}

TEST_CASE("issuers: sorted, found by their own name, and their claim tells the tenant") {
  CHECK(strictly_sorted(shared_issuers(), &SharedIssuer::issuer));
  for (const SharedIssuer& issuer : shared_issuers()) {
    CAPTURE(issuer.issuer);
    CHECK(find_shared_issuer(issuer.issuer) == &issuer);
    const bool whole = issuer.tenant_claim.contains(':');
    const std::string key = whole ? std::string(issuer.tenant_claim)
                                  : fmt::format("{}:{}", issuer.issuer, issuer.tenant_claim);
    CHECK(tells_tenant(issuer, key));
  }
}

TEST_CASE("audience keys") {
  struct Row {
    std::string_view key;
    bool audience;
  };
  const Row rows[] = {
      {"token.actions.githubusercontent.com:aud", true},
      {"accounts.google.com:oaud", true},
      {"graph.facebook.com:app_id", true},
      {"SAML:aud", true},
      {"oidc.eks.us-east-1.amazonaws.com/id/ABC:aud", true},
      {"gitlab.com:sub", false},
      {"aws:aud", false},
      {"aud", false},
      {"", false},
  };
  for (const Row& row : rows) {
    CAPTURE(row.key);
    CHECK(is_audience_key(row.key) == row.audience);
  }
}

}  // namespace
}  // namespace cordon::catalogue
