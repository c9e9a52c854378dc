// The ways that are there for a credential: all calls with which it could make others, whether they
// are allowed or not (docs/containment.md, semantics.md 5).
#pragma once

#include <cstddef>
#include <functional>
#include <set>
#include <string>

#include "engine/incident/reach/kept_ways.h"
#include "engine/incident/reach/targets.h"
#include "engine/incident/reach/way.h"
#include "engine/incident/verdict/history.h"
#include "engine/incident/verdict/standing.h"

namespace cordon::incident {

struct WaysAsked {
  std::size_t world;
  const WantedTargets& targets;
  const std::set<std::string>& federated_names;
  KeptWays& kept;
};

/// Calls `visit` with all ways that the credential could go in a world, allowed or not, to the
/// targets that are wanted. What a user gets without another principal is always visited.
void for_each_way_group(const HeldCredential& credential, const Standing& standing,
                        const History& history, const WaysAsked& asked,
                        const std::function<void(const WayGroup&)>& visit);

}  // namespace cordon::incident
