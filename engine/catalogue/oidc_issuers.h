// OpenID Connect issuers that all customers of a vendor share: the issuer says nothing of whose
// token it is, a claim does. And what is known of the claims of issuers. Not issuers that belong to
// one tenant (`oidc.eks.…/id/…`, `oidc.circleci.com/org/…`): their URL says whose they are.
//
// Source: "Identity-provider controls for shared OIDC providers" and "Available keys for AWS OIDC
// federation" of the IAM User Guide, as of 2026-09. AWS adds providers: an issuer that is not here
// may be shared.
#pragma once

#include <span>
#include <string_view>

namespace cordon::catalogue {

struct SharedIssuer {
  std::string_view issuer;  // without scheme: `token.actions.githubusercontent.com`
  std::string_view name;    // `GitHub Actions`
  /// The claim that AWS wants a trust policy to test: `sub`; a key with a prefix is written whole.
  std::string_view tenant_claim;
  /// IAM itself refuses a new trust policy without it; else only we say so.
  bool enforced = true;
};

/// Sorted by issuer.
[[nodiscard]] std::span<const SharedIssuer> shared_issuers();

/// `issuer` as in a Federated principal: a host with its path, or the ARN of an OIDC provider.
[[nodiscard]] const SharedIssuer* find_shared_issuer(std::string_view issuer);

/// The issuer of a Federated principal: behind `:oidc-provider/` of an ARN, else the text itself.
[[nodiscard]] std::string_view issuer_of(std::string_view federated);

/// Whether a condition key tells the tenant of the issuer, by itself or with its value's form:
/// the claim above, or another that names an owner (`repository_owner_id`, `organization_slug`).
[[nodiscard]] bool tells_tenant(const SharedIssuer& issuer, std::string_view key);

/// A key that holds the audience of a token: `…:aud`, `…:oaud`, `…:app_id` of web identity issuers
/// and SAML. Each holds one value, so that ForAllValues and ForAnyValue are out of place.
[[nodiscard]] bool is_audience_key(std::string_view key);

}  // namespace cordon::catalogue
