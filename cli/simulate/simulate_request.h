// From what the user typed to what is evaluated: the request, and the policies that apply to it.
// Every option and every file is looked at, so that all that is wrong is reported at once. Nothing
// is decided here.
#pragma once

#include <expected>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "cli/simulate/simulate_options.h"
#include "engine/applicable_policies.h"
#include "engine/request.h"
#include "grammar/diagnostic.h"

namespace cordon {

/// What is wrong: with options and files as a whole (`--at: …`), and inside of files.
struct Problems {
  std::vector<Error> errors;
  Diagnostics diagnostics;

  [[nodiscard]] bool fatal() const { return !errors.empty() || has_errors(diagnostics); }
};

/// No value when something is wrong, which is in `problems` then.
[[nodiscard]] std::optional<Request> read_request(const SimulateOptions& options,
                                                  Problems& problems);

/// The files of the options --identity to --endpoint-policy, all of them. `request` says whether
/// the resource's policy is a role's trust policy; null: the request could not be read.
[[nodiscard]] ApplicablePolicies read_policies(const SimulateOptions& options,
                                               const Request* request, Problems& problems);

/// `KEY=VALUE`, `KEY=`, `KEY[]=VALUE`, `KEY[]`; a key that is given again becomes a list. The error
/// names the text.
[[nodiscard]] std::expected<RequestContext, Error> read_context(
    const std::vector<std::string>& texts);

/// Empty when `action` is one action, `service:name`; else what is wrong with it.
[[nodiscard]] std::string_view action_problem(std::string_view action);

}  // namespace cordon
