// From what the user typed behind `cordon prove` to what is proved. Every option and every file is
// looked at, so that all that is wrong is reported at once. Nothing is proved here.
#pragma once

#include <expected>
#include <optional>
#include <string>
#include <string_view>

#include "cli/prove/claim_answer.h"
#include "cli/prove/prove_options.h"
#include "cli/simulate/simulate_request.h"
#include "engine/prove/policy_claims.h"

namespace cordon {

[[nodiscard]] std::optional<HolderQuestion> read_holder(const ProveOptions& options,
                                                        Problems& problems);

/// What is asked about a policy.
[[nodiscard]] prove::Asking read_asking(const ProveOptions& options, Problems& problems);

/// `issued before TIME`, `issued at or after TIME`.
[[nodiscard]] std::expected<prove::Window, std::string> parse_when(std::string_view text);
/// The same of --when; open without it.
[[nodiscard]] prove::Window read_when(const std::optional<std::string>& when, Problems& problems);

}  // namespace cordon
