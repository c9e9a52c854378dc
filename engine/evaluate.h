// One request against the policies that apply to it. evaluate can't fail: what could go wrong
// became a diagnostic when the policies were compiled, or is a documented non-match, or is unknown.
#pragma once

#include <array>
#include <string_view>
#include <vector>

#include "engine/applicable_policies.h"
#include "engine/decision.h"
#include "engine/request.h"

namespace cordon {

/// Whether a Deny stops sts:GetSessionToken: AWS's documents contradict each other
/// (semantics.md 4.3, docs/incident-file.md `getSessionTokenUnderDeny`).
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

/// Calls whose resource always has to allow them in its own policy: roles to be assumed, and KMS
/// keys, by the beginning of the ARN's sixth field (semantics.md 4.3). Actions in lower case; a `*`
/// at the end stands for what follows.
struct GuardedCalls {
  std::string_view action;
  std::string_view resource;  // empty: whatever the resource is
};
inline constexpr std::array kGuardedCalls{
    GuardedCalls{"sts:assumerole*", ""}, GuardedCalls{"sts:tagsession", ""},
    GuardedCalls{"sts:setsourceidentity", ""}, GuardedCalls{"kms:*", "key/"}};

/// Whether this is such a request.
[[nodiscard]] bool resource_policy_must_allow(const Request& request);

}  // namespace cordon
