// Names of federated users that policies speak of. Whoever calls sts:GetFederationToken chooses the
// name, so each of them is one that can be had (STS API Reference, GetFederationToken).
#pragma once

#include <set>
#include <string>
#include <string_view>

#include "engine/incident/verdict/history.h"

namespace cordon::incident {

/// The name that is taken where no policy speaks of it.
inline constexpr std::string_view kAnyFederatedName = "anyone";

/// From principals, resources and condition values of all worlds; of a pattern, a name that it
/// matches. One of them no
/// policy speaks of, if there is such a name.
[[nodiscard]] std::set<std::string> federated_names(const History& history);

}  // namespace cordon::incident
