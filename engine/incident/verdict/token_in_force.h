// What the clock says of a held credential: which token of it is in force at an instant, and when
// it ends. What events did to the principal behind it is told elsewhere (standing.h).
#pragma once

#include <cstdint>
#include <string>

#include "engine/credential.h"
#include "engine/incident/incident.h"
#include "engine/incident/verdict/history.h"

namespace cordon::incident {

/// Longest life of a token that the instance metadata service handed out (semantics.md 5.1).
inline constexpr std::int64_t kInstanceTokenLifeMs = 6 * 3'600'000LL;

struct TokenInForce {
  Credential credential;
  /// Its MFA was at any time up to the one that the credential says.
  bool mfa_is_open = false;
};

/// Of one that renews itself, or that can be made within a window: any that is in force at `at`;
/// its issue time is a range. Expired ones are told too: `credential.expires` is not after `at`.
[[nodiscard]] TokenInForce token_in_force(const HeldCredential& held, const History& history,
                                          Instant at);

/// Whether it can open a session of the console that outlasts it: a role session by
/// signin:GetSigninToken ("Enable custom identity broker access to the AWS console", IAM User
/// Guide).
[[nodiscard]] bool opens_console(const HeldCredential& held);

/// Whether a console session that it opened before it expired may go on at `at`.
[[nodiscard]] bool may_be_in_console(const HeldCredential& held, const History& history,
                                     Instant expires, Instant at);

/// `expired at 2017-08-16T21:10:00Z`.
[[nodiscard]] std::string expiry_reason(const HeldCredential& held, Instant expires);

}  // namespace cordon::incident
