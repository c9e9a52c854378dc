// Which statements decided a request (cli.md `decidedBy`): a choice among the hits of a decision,
// in the order of the policy types of combine.h. It does not decide anything again, except to learn
// whether a grant of the resource's policy was needed where an identity-based policy allows too.
#pragma once

#include <vector>

#include "engine/evaluate.h"

namespace cordon {

/// Allowed: the statements that allow, of the policy types that carried it. Explicit deny: the
/// statements that deny. Undecided: those of which it is open whether they match, and what they
/// compete with. Implicit deny: none. `decision` is evaluate's for the same arguments.
[[nodiscard]] std::vector<StatementHit> decided_by(const Decision& decision, const Request& request,
                                                   const ApplicablePolicies& policies,
                                                   const EvaluateOptions& options = {});

}  // namespace cordon
