// Ways in of which no more is known than that an event opened them: sessions that the incident does
// not list, identity providers, which vouch for whom they want, and resource policies that are not
// known.
#pragma once

#include <vector>

#include "engine/incident/report.h"
#include "engine/incident/verdict/history.h"

namespace cordon::incident {

/// Not in the order in which they were opened.
[[nodiscard]] std::vector<Door> unfollowed_of(const History& history);

}  // namespace cordon::incident
