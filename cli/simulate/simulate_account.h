// What `cordon simulate --account FILE` takes from an account snapshot: the principal's policies,
// groups, boundary, tags and unique id, and a role's ARN with its path.
#pragma once

#include <string>

#include "cli/simulate/simulate_request.h"
#include "engine/applicable_policies.h"
#include "engine/request.h"

namespace cordon {

/// Completes `request` and `policies`; a boundary that `policies` has already stays. Policies of
/// the snapshot that could not be read are reported, and what they say is unknown. Gives false when
/// the snapshot could not be read at all or does not have the principal.
[[nodiscard]] bool take_from_account(const std::string& path, Request& request,
                                     ApplicablePolicies& policies, Problems& problems);

}  // namespace cordon
