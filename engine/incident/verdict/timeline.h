// The instants at which a verdict can change, and the stretches between them. Inside a stretch the
// world, the credential's life and every date that a policy compares with are constant.
#pragma once

#include <vector>

#include "engine/incident/report.h"
#include "engine/incident/verdict/verdicts.h"

namespace cordon::incident {

/// The first instant that an incident speaks of; a minute before the first event at the latest.
[[nodiscard]] Instant beginning(const Incident& incident);

/// Up to then the incident's credentials are all that were made.
[[nodiscard]] Instant known_until(const Incident& incident);

/// When the last event happened; the beginning when there is none.
[[nodiscard]] Instant last_step(const Incident& incident);

/// The stretch that holds at an instant; null before the credential was issued.
[[nodiscard]] const Stretch* stretch_at(const CredentialReport& credential, Instant at);

/// Instants in ascending order, each once: when it was issued, the events that can touch the
/// credential (and the end of their propagation window), its end, and the dates that policies of
/// any world compare times with.
[[nodiscard]] std::vector<Instant> turning_points(const HeldCredential& credential,
                                                  Verdicts& verdicts);

/// One verdict a stretch, neighbours with the same verdict and reason joined; starts when the
/// credential was issued, ends open.
[[nodiscard]] std::vector<Stretch> timeline(const HeldCredential& credential, Verdicts& verdicts);

}  // namespace cordon::incident
