// Long-lived credentials that events make and the incident does not list: access keys, console
// passwords, SSH keys and the like. Who holds them is not told, unless a credential of the incident
// made them.
#pragma once

#include <vector>

#include "engine/incident/report.h"
#include "engine/incident/verdict/history.h"

namespace cordon::incident {

/// Not in the order in which they were opened.
[[nodiscard]] std::vector<Door> unlisted_of(const History& history);

}  // namespace cordon::incident
