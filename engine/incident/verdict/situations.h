// What a question about a credential fixes of a request, for the prover (prove/situation.h): who
// asks, with what, when. Action, resource and the keys that the caller chooses are free.
#pragma once

#include <string_view>
#include <vector>

#include "engine/applicable_policies.h"
#include "engine/incident/verdict/authority.h"
#include "engine/prove/situation.h"

namespace cordon::incident {

/// No policy stops this call; no situation asks about it.
inline constexpr std::string_view kNobodyStops = "sts:GetCallerIdentity";
/// This one needs no permission. What it gives is asked about instead: `token_of`.
inline constexpr std::string_view kMintsToken = "sts:GetSessionToken";

[[nodiscard]] prove::Situation situation_of(const Question& question);

/// Without condition keys that its maker does not choose: a request that gets through is one that
/// the attacker can make.
[[nodiscard]] prove::Situation without_foreign_keys(const Question& question);

/// Any token that is in force now: it may have been got at any time before.
[[nodiscard]] prove::Situation token_of(const Question& question);

/// All policies of the credential's own side.
[[nodiscard]] std::vector<PolicyPtr> own_policies(const ApplicablePolicies& policies);

}  // namespace cordon::incident
