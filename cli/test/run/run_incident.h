// Runs an incident file with expectations as `cordon contain --expect` does: its verdict, and each
// probe and each claim that expects something, is a test.
#pragma once

#include <string>
#include <string_view>

#include "cli/test/run/loaded_tests.h"
#include "cli/test/run/test_options.h"
#include "engine/incident/incident.h"

namespace cordon {

/// `path` is where the file lies: what it names is beside it.
[[nodiscard]] incident::IncidentResult read_incident_test(const SourcePtr& source,
                                                          const std::string& path);

/// Adds what came out of `tests.incident`. `place` is where the file says which verdict it expects.
void run_incident(std::string_view place, const TestOptions& options, LoadedTests& tests);

}  // namespace cordon
