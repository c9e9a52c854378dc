// A file with tests after they were run: what it held, and what came out. Kept for what looks at
// all files together: coverage and mutants.
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "cli/test/file/test_file.h"
#include "cli/test/run/test_result.h"
#include "engine/incident/incident.h"
#include "engine/testing/coverage.h"

namespace cordon {

struct LoadedTests {
  SuiteResult suite;
  std::optional<TestFile> file;
  std::optional<incident::IncidentResult> incident;
  std::optional<testing::Coverage> coverage;  // of the shared policies; only when asked for
  /// Those that were run and passed, by their index in `file`.
  std::vector<std::size_t> passing_cases;
  std::vector<std::size_t> passing_claims;
  /// All that the incident expects came out, also what no filter chose.
  bool incident_is_as_expected = false;
};

}  // namespace cordon
