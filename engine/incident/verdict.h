// The verdict on one credential at one moment: dead, denied, residual, live or unknown
// (containment.md "The verdict"). Live needs a request that gets through; denied needs a Deny that
// covers everything; what lies between is unknown, never denied.
#pragma once

#include "engine/incident/report.h"
#include "engine/incident/standing.h"

namespace cordon::incident {

/// In world number `world`, as it would be with no change in flight.
[[nodiscard]] VerdictAt verdict_in(const HeldCredential& credential, const History& history,
                                   std::size_t world, Instant at);

/// As `verdict_in` for the world of that instant; within the propagation window of a change, a
/// verdict that closes what the older state left open is unknown.
[[nodiscard]] VerdictAt verdict_at(const HeldCredential& credential, const History& history,
                                   Instant at);

/// One probe for one credential.
[[nodiscard]] ProbeReport answer(const Probe& probe, const HeldCredential& credential,
                                 const History& history, Instant at);

/// Statements ready to be shown.
[[nodiscard]] std::vector<DecidingStatement> describe(const std::vector<StatementHit>& hits);

}  // namespace cordon::incident
