// What a probe is answered: one request of one credential at one instant (docs/incident-file.md).
#pragma once

#include "engine/incident/report.h"
#include "engine/incident/verdict/history.h"

namespace cordon::incident {

/// One probe for one credential; within the propagation window of a change, a denial of what an
/// older state allowed is unknown.
[[nodiscard]] ProbeReport answer(const Probe& probe, const HeldCredential& credential,
                                 const History& history, Instant at);

}  // namespace cordon::incident
