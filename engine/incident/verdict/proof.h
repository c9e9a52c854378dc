// What a credential can do, decided for every request and not for those that were tried: action,
// resource and context are open, the principal, the credential and the clock are fixed
// (docs/containment.md). Concrete requests come first (candidates.h); this is for what they leave
// open.
#pragma once

#include <optional>

#include <string>
#include <vector>

#include "engine/incident/report.h"
#include "engine/incident/verdict/authority.h"
#include "engine/incident/verdict/candidates.h"
#include "engine/truth.h"

namespace cordon::incident {

/// Live, with a request that gets through and holds nothing that its maker does not choose; denied
/// or residual when no request gets through, whatever resources say that the snapshot does not
/// have; else unknown, and why.
[[nodiscard]] VerdictAt prove_authority(const Question& question);

/// Of a credential that can do nothing itself: sts:GetSessionToken needs no permission, and a token
/// that it gave may do more. No value: the credential gets none, or every request of such a token
/// is denied as well. Else live or unknown, as the assumption getSessionTokenUnderDeny is.
[[nodiscard]] std::optional<VerdictAt> minted_token(const Question& question);

/// Whether a credential may make some call.
struct Permission {
  Truth given = Truth::kUnknown;
  std::optional<Witness> witness;  // of kTrue
  std::string why;                 // of kUnknown
};

/// This call on this resource, with any context.
[[nodiscard]] Permission may_call(const Question& question, const Candidate& call);

/// Whether resources that the calls work on can have policies of their own.
enum class ResourcePolicies : std::uint8_t { kNone, kPossible };

/// Calls that one of the patterns of actions matches, on resources that no other pattern matches.
struct CallPatterns {
  std::vector<std::string> actions;
  std::vector<std::string> other_resources;
  ResourcePolicies resource_policies = ResourcePolicies::kNone;
  std::vector<std::string> tolerated;  // in the place of what the incident tolerates
};

/// Any call that a pattern of each matches (none: any), made with the credential or with a token
/// that it can get. What the incident tolerates counts as well; what no policy stops does not.
[[nodiscard]] Permission may_access(const Question& question,
                                    const std::vector<std::string>& actions,
                                    const std::vector<std::string>& resources);

/// Whether sts:GetSessionToken may give it a token, which may do more than it does itself.
[[nodiscard]] bool may_hold_token(const Question& question);

/// Any of these calls. What the incident tolerates counts as well.
[[nodiscard]] Permission may_call_any(const Question& question, const CallPatterns& calls);

}  // namespace cordon::incident
