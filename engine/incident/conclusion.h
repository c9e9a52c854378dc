// From the verdicts on all credentials, given and reached, to the one about the incident
// (docs/containment.md, Verdicts).
#pragma once

#include "engine/incident/report.h"

namespace cordon::incident {

/// Sets the report's `verdict`, `contained_at` and `why` from the rest of it. Contained from the
/// first instant after which everything is closed for good, if no change that outlasts a credential
/// could be made before.
void conclude(const Incident& incident, Report& report);

}  // namespace cordon::incident
