// `cordon prove none --incident FILE --for CREDENTIAL`: what an incident's report says of a
// credential at one time, as the answer to the claim. The policies, the credential and the steps
// come from the incident file; nothing is proved here that `cordon contain` does not prove.
#pragma once

#include "cli/exit_code.h"
#include "cli/output.h"
#include "cli/prove/prove_options.h"

namespace cordon {

[[nodiscard]] ExitCode prove_in_incident(const ProveOptions& options, const Console& console);

}  // namespace cordon
