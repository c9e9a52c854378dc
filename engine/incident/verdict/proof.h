// What a credential can do, decided for every request and not for those that were tried: action,
// resource and context are open, the principal, the credential and the clock are fixed
// (containment.md 5). Concrete requests come first (candidates.h); this is for what they leave
// open.
#pragma once

#include <optional>

#include "engine/incident/verdict/authority.h"
#include "engine/incident/verdict/report.h"

namespace cordon::incident {

/// Live, with a request that gets through and holds nothing that its maker does not choose; denied
/// or residual when no request gets through, whatever resources say that the snapshot does not
/// have; else unknown, and why.
[[nodiscard]] VerdictAt prove_authority(const Question& question);

/// Of a credential that can do nothing itself: sts:GetSessionToken needs no permission, and a token
/// that it gave may do more. No value: the credential gets none, or every request of such a token
/// is denied as well. Else live or unknown, as the assumption getSessionTokenUnderDeny is.
[[nodiscard]] std::optional<VerdictAt> minted_token(const Question& question);

/// Whether sts:GetSessionToken answers it: an access key of a user or of root (AWS STS API
/// Reference, GetSessionToken; semantics.md 5.2).
[[nodiscard]] bool may_get_token(const Standing& standing);

}  // namespace cordon::incident
