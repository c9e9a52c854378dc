// The claims of an incident file. That nothing is allowed is what a timeline says already; the
// other kinds are asked of the prover, at the instant of the claim.
#pragma once

#include <vector>

#include "engine/incident/report.h"
#include "engine/incident/verdict/verdicts.h"

namespace cordon::incident {

/// One report for each claim and each credential that it is about.
[[nodiscard]] std::vector<ClaimReport> judge_claims(
    const std::vector<CredentialReport>& credentials, Verdicts& verdicts);

}  // namespace cordon::incident
