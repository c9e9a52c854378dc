// Calls that take back what a containment step did: delete the Deny again, re-activate the key,
// leave the group, drop the boundary (docs/containment.md).
#pragma once

#include <vector>

#include "engine/incident/verdict/candidates.h"
#include "engine/incident/verdict/history.h"

namespace cordon::incident {

/// What would take back event `index`, each by itself; empty: no call that is known does.
[[nodiscard]] std::vector<Candidate> undoings_of(const History& history, std::size_t index);

}  // namespace cordon::incident
