// Statements held against each other: does one speak of every request that the other speaks of.
// Actions, resources, principals and conditions are compared one entry at a time, so that True is
// certain and unknown is all else. What statements do to a request is evaluate()'s; effects are
// not looked at here.
#pragma once

#include <cstddef>

#include "engine/compile.h"
#include "engine/truth.h"

namespace cordon {

/// Whether statement `outer` of the policy speaks of all that `inner` speaks of. True or unknown.
[[nodiscard]] Truth covers(const CompiledPolicy& policy, std::size_t outer, std::size_t inner);

/// Its parts, for those who need one. For actions and resources: whether `outer` has every action
/// or resource that `inner` has.
[[nodiscard]] Truth covers_actions(const ListElement& outer, const ListElement& inner);
[[nodiscard]] Truth covers(const ResourceSet& outer, const ResourceSet& inner);
[[nodiscard]] Truth covers(const PrincipalSet& outer, const PrincipalSet& inner);

/// Whether one entry of Action stands for all that another stands for.
[[nodiscard]] Truth action_covers(std::string_view outer, std::string_view inner);
/// The same for entries of Resource.
[[nodiscard]] Truth covers(const ResourceEntry& outer, const ResourceEntry& inner);

}  // namespace cordon
