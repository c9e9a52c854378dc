// Ways in that the events of an incident open themselves, for somebody whose credentials it does
// not list: trust and resource policies that let other accounts, federated identities or anyone in,
// and keys and passwords that nobody is known to hold (docs/containment.md). An event that is
// told to be the responder's opens none. What was there before the first event is taken for the
// account's own.
#pragma once

#include <vector>

#include "engine/incident/report.h"
#include "engine/incident/verdict/history.h"

namespace cordon::incident {

/// In the order in which they were opened.
[[nodiscard]] std::vector<Door> doors_of(const History& history);

}  // namespace cordon::incident
