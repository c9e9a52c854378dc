// How one credential stands at one moment: whether it can still sign (alive), as whom, and under
// which policies. Alive is not yet authorized (docs/containment.md, semantics.md 5).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "engine/applicable_policies.h"
#include "engine/incident/verdict/history.h"
#include "engine/request.h"

namespace cordon::incident {

struct Standing {
  enum class Life : std::uint8_t { kAlive, kDead, kUnknown };
  Life life = Life::kUnknown;
  std::string reason;  // why it is dead or unknown; a remark when it is alive (may be empty)
  /// Why it may be dead although it is taken as alive: a request that gets through is unknown then.
  std::string doubt;
  Caller caller;
  Credential credential;
  ApplicablePolicies policies;  // but for the resource's own side
  /// What the user's or role's policies look at; null: there are none.
  const Sensitivity* sensitivity = nullptr;
  Revision created = 0;  // of the user or role behind it
  /// Its MFA was at any time up to the one that its credential says.
  bool mfa_is_open = false;
};

/// How the credential stands at `at` in world number `world`.
[[nodiscard]] Standing standing_of(const HeldCredential& credential, const History& history,
                                   std::size_t world, Instant at);

/// The token may have been issued at more than one instant.
[[nodiscard]] bool issue_is_open(const Standing& standing);

/// As the token that was issued last.
[[nodiscard]] Standing freshest(Standing standing);

/// Whether sts:GetSessionToken answers it: an access key of a user or of root (AWS STS API
/// Reference, GetSessionToken; semantics.md 5.2).
[[nodiscard]] bool may_get_token(const Standing& standing);

/// A request of a credential that is alive: what the attacker does not choose is fixed, what was
/// not told is open.
[[nodiscard]] Request request_of(const Standing& standing, std::string_view action,
                                 std::string resource, Instant at);

}  // namespace cordon::incident
