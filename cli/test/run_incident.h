// Runs an incident file with expectations as `cordon contain --expect` does: its verdict and each
// probe that expects something is a test.
#pragma once

#include <string>
#include <string_view>

#include "cli/test/test_options.h"
#include "cli/test/test_result.h"
#include "engine/incident/incident.h"

namespace cordon {

/// `path` is where the file lies: what it names is beside it.
[[nodiscard]] incident::IncidentResult read_incident_test(const SourcePtr& source,
                                                          const std::string& path);

/// Adds results and problems to `suite`. `place` is where the file says which verdict it expects.
void run_incident(const incident::IncidentResult& read, std::string_view place,
                  const TestOptions& options, SuiteResult& suite);

}  // namespace cordon
