// Whether somebody of an account that was not given gets through an opening (openings.h): what its
// own account lets it do is everything, since its holder may be the attacker.
#pragma once

#include <string>

#include "engine/incident/reach/openings.h"
#include "engine/incident/verdict/history.h"
#include "engine/incident/verdict/proof.h"

namespace cordon::incident {

/// Whether it may call sts:AssumeRole on the role of the policy, in a world of the history.
[[nodiscard]] Permission may_assume(const Opening& opening, const std::string& role,
                                    const History& history, std::size_t world, Instant at);

/// Whether a request that the opening's statement speaks of gets through to the resource, whose
/// account is `owner`: a few are tried; false is proved for all.
[[nodiscard]] Permission may_use(const Opening& opening, const std::string& resource,
                                 const std::string& owner, const History& history,
                                 std::size_t world, Instant at);

}  // namespace cordon::incident
