// One request against the policies that apply to it. evaluate can't fail: what could go wrong
// became a diagnostic when the policies were compiled, or is a documented non-match, or is unknown.
#pragma once

#include <vector>

#include "engine/applicable_policies.h"
#include "engine/decision.h"
#include "engine/request.h"

namespace cordon {

/// Whether a Deny stops sts:GetSessionToken: AWS's documents contradict each other
/// (semantics.md 4.3, containment.md `getSessionTokenUnderDeny`).
enum class GetSessionTokenUnderDeny : std::uint8_t { kIneffective, kEffective, kUnknown };

struct EvaluateOptions {
  GetSessionTokenUnderDeny get_session_token_under_deny = GetSessionTokenUnderDeny::kIneffective;
};

[[nodiscard]] Decision evaluate(const Request& request, const ApplicablePolicies& policies,
                                const EvaluateOptions& options = {});

/// What Decision keeps in short lists, without their limits: for explanations.
struct FullTrace {
  std::vector<StatementHit> hits;
  std::vector<const ContextKey*> missing;
};
[[nodiscard]] FullTrace trace(const Request& request, const ApplicablePolicies& policies);

/// Whether the resource's own policy always has to allow this request: KMS keys and roles to be
/// assumed (semantics.md 4.3).
[[nodiscard]] bool resource_policy_must_allow(const Request& request);

}  // namespace cordon
