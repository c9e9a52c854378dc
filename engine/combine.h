// How what each policy says becomes a decision, written once for every kind of truth value:
// Kleene's three when simulating, a formula when proving. A request is allowed when nothing blocks
// it; what can block is a fixed sequence of obstacles (semantics.md 4.1 to 4.7).
#pragma once

#include <array>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <span>

#include "engine/principal_set.h"
#include "engine/reason.h"
#include "engine/truth.h"

namespace cordon {

template <class V>
concept TruthValue = requires(V a, V b) {
  { a& b } -> std::convertible_to<V>;
  { a | b } -> std::convertible_to<V>;
  { !a } -> std::convertible_to<V>;
};

/// Layers that can deny explicitly, in the order of Reason::kRcpExplicitDeny and following.
enum class Layer : std::uint8_t {
  kRcp,
  kScp,
  kEndpoint,
  kResource,
  kIdentity,
  kBoundary,
  kSession
};
inline constexpr std::size_t kLayers = 7;
inline constexpr std::array<std::string_view, kLayers> kLayerNames{
    "rcp", "scp", "endpoint", "resource", "identity", "boundary", "session"};

template <TruthValue V>
struct Facts {
  // The credential.
  V expired;
  V not_yet_issued;
  V barred;           // by the kind of credential
  V always_allowed;   // sts:GetCallerIdentity: no policy is consulted
  V permission_free;  // sts:GetSessionToken: needs no Allow
  // The policies.
  std::array<V, kLayers> deny;  // by Layer
  std::span<const V> scp_levels_allow;
  V endpoint_allow;        // true where there is no endpoint
  std::array<V, 3> grant;  // by Naming: how the resource policy allows the caller
  V identity_allow;
  V boundary_allow;  // true where there is no boundary
  V session_allow;   // true where no session policy is needed
  // The situation.
  V needs_grant;      // cross-account, or the resource's own policy always has to allow
  V lifts_implicit;   // same account: a grant can make up for missing allows
  V identity_waived;  // root, services, anonymous callers
};

/// One statement applies when each of its elements matches. `reader` gives the truth of an element:
/// of a value when simulating, for all values when proving.
template <class Reader, class Statement>
[[nodiscard]] auto statement_matches(Reader& reader, const Statement& statement) {
  auto matches = reader.resource(statement);
  for (const auto& condition : statement.conditions) {
    matches = matches & reader.condition(statement, condition);
  }
  return matches;
}

/// Visits `(reason, level, blocks)` for everything that can block, in AWS's order; `level` counts
/// SCP levels from the root and is 0 elsewhere. The request is allowed when no `blocks` holds.
template <TruthValue V, class Visit>
void for_each_obstacle(const Facts<V>& facts, Visit visit) {
  const auto naming = [&](Naming n) { return facts.grant[static_cast<std::size_t>(n)]; };
  const V direct = naming(Naming::kDirect);
  const V limited = naming(Naming::kLimited);
  const V granted = direct | limited | naming(Naming::kAccount);
  const V decided = !facts.always_allowed;

  visit(Reason::kCredentialNotYetIssued, 0, facts.not_yet_issued);
  visit(Reason::kCredentialExpired, 0, facts.expired);
  visit(Reason::kApiBarred, 0, decided & facts.barred);
  for (std::size_t layer = 0; layer < kLayers; ++layer) {
    const auto reason =
        static_cast<Reason>(static_cast<std::size_t>(Reason::kRcpExplicitDeny) + layer);
    visit(reason, 0, decided & facts.deny[layer]);
  }
  for (std::size_t level = 0; level < facts.scp_levels_allow.size(); ++level) {
    visit(Reason::kScpImplicitDeny, level, decided & !facts.scp_levels_allow[level]);
  }
  visit(Reason::kEndpointImplicitDeny, 0, decided & !facts.endpoint_allow);
  visit(Reason::kResourceImplicitDeny, 0, decided & facts.needs_grant & !granted);
  const V free = facts.permission_free;
  visit(Reason::kIdentityImplicitDeny, 0,
        decided & !(facts.identity_allow | facts.identity_waived | free |
                    (facts.lifts_implicit & (direct | limited))));
  visit(Reason::kBoundaryImplicitDeny, 0,
        decided & !(facts.boundary_allow | free | (facts.lifts_implicit & direct)));
  visit(Reason::kSessionImplicitDeny, 0,
        decided & !(facts.session_allow | free | (facts.lifts_implicit & direct)));
}

}  // namespace cordon
