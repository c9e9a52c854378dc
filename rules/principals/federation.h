// The identity providers that a trust policy lets in, and what its conditions ask of their tokens.
// Which issuers are shared by many tenants, and which claim tells them apart, is the catalogue's
// knowledge (engine/catalogue/oidc_issuers.h).
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "engine/catalogue/oidc_issuers.h"
#include "rules/conditions/guards.h"
#include "rules/subject.h"

namespace cordon::rules {

/// A provider in a Federated principal of an Allow.
struct Provider {
  const Statement& statement;
  const PolicyText& principal;
  std::string_view issuer;  // of OIDC, without scheme; empty for SAML
  const catalogue::SharedIssuer* shared = nullptr;

  [[nodiscard]] bool is_saml() const { return issuer.empty(); }
  [[nodiscard]] bool is_github() const;
};

/// The providers that a trust policy lets in; what is neither an OIDC nor a SAML provider is left
/// out.
[[nodiscard]] std::vector<Provider> providers(const Subject& subject);

/// The condition asks for a value of a key of that issuer: a token without it does not meet it.
[[nodiscard]] bool asks_of_token(const ConditionUse& use, std::string_view issuer);
/// The same for one claim: `sub`.
[[nodiscard]] bool asks_for_claim(const ConditionUse& use, std::string_view issuer,
                                  std::string_view claim);

/// The condition says whose tokens are taken, of all tenants of the provider.
[[nodiscard]] bool asks_for_tenant(const ConditionUse& use, const Provider& provider);

/// How much of the subject of a token of GitHub Actions a value leaves open.
enum class SubjectWidth : std::uint8_t {
  kOneRef,         // `repo:acme/app:ref:refs/heads/main`, or a form of its own
  kAnyRef,         // any branch, tag, pull request, environment
  kAnyRepository,  // of an owner, or of all
};
[[nodiscard]] SubjectWidth width_of(std::string_view sub);

}  // namespace cordon::rules
