// The claims of an incident file, held against the timelines: what a timeline says of a credential
// holds for every request. Nothing is proved here.
#pragma once

#include <vector>

#include "engine/incident/report.h"

namespace cordon::incident {

/// One report for each claim and each credential that it is about.
[[nodiscard]] std::vector<ClaimReport> judge_claims(
    const Incident& incident, const std::vector<CredentialReport>& credentials);

}  // namespace cordon::incident
