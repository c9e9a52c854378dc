// What can change the verdict on a credential, and when: the worlds in which its user or role,
// their policies or the surroundings differ from the world before, and the instants at which a time
// that counts passes. Between two of these nothing has to be judged again. A test judges everything
// again and compares.
#pragma once

#include <cstddef>
#include <vector>

#include "engine/incident/verdict/history.h"

namespace cordon::incident {

struct Touches {
  std::vector<std::size_t> worlds;  // ascending; not the snapshot
  std::vector<Instant> turns;       // ascending, each once
  Sensitivity session;              // of the credential's own session policies
  bool every_instant = false;       // some policy is looked at anew in every instant
};

[[nodiscard]] Touches touches(const HeldCredential& credential, const History& history);

}  // namespace cordon::incident
