// What an undecided request hangs on: a part of explain, in a file of its own.
#pragma once

#include <vector>

#include "engine/explain.h"

namespace cordon {

/// `statements` are all of the explanation. Never empty.
[[nodiscard]] std::vector<OpenPoint> open_points(
    const Decision& decision, const std::vector<StatementExplanation>& statements,
    const Request& request, const ApplicablePolicies& policies, const EvaluateOptions& options);

/// The resource has, or may have, a policy of its own that was not given and counts.
[[nodiscard]] bool lacks_resource_policy(const Request& request,
                                         const ApplicablePolicies& policies);

}  // namespace cordon
