// From what the user typed behind `cordon prove` to what is proved. Every option and every file is
// looked at, so that all that is wrong is reported at once. Nothing is proved here.
#pragma once

#include <optional>

#include "cli/prove/prove_options.h"
#include "cli/simulate/simulate_request.h"
#include "engine/prove/policy_claims.h"

namespace cordon {

/// Of `none`: the holder and what it is under.
struct HolderQuestion {
  prove::Situation situation;
  ApplicablePolicies policies;
};
[[nodiscard]] std::optional<HolderQuestion> read_holder(const ProveOptions& options,
                                                        Problems& problems);

/// What is asked about a policy.
[[nodiscard]] prove::Asking read_asking(const ProveOptions& options, Problems& problems);

/// `issued before TIME`, `issued at or after TIME`; open without --when.
[[nodiscard]] prove::Window read_when(const std::optional<std::string>& when, Problems& problems);

}  // namespace cordon
