// What a credential can do, decided for every request and not for those that were tried: action,
// resource and context are open, the principal, the credential and the clock are fixed
// (containment.md 5). Concrete requests come first (candidates.h); this is for what they leave
// open.
#pragma once

#include "engine/incident/authority.h"
#include "engine/incident/report.h"

namespace cordon::incident {

/// Live, with a request that gets through and holds nothing that its maker does not choose; denied
/// or residual when no request gets through, whatever resources say that the snapshot does not
/// have; else unknown, and why.
[[nodiscard]] VerdictAt prove_authority(const Question& question);

}  // namespace cordon::incident
