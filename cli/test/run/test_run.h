// All that a run of tests came to.
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "cli/test/run/coverage_report.h"
#include "cli/test/run/mutation.h"
#include "cli/test/run/test_result.h"

namespace cordon {

struct TestRun {
  std::vector<SuiteResult> suites;
  /// Of no suite: a path that does not exist, a folder without tests.
  std::vector<Error> errors;
  std::optional<CoverageReport> coverage;
  std::optional<std::size_t> coverage_min;  // percent
  std::optional<MutationReport> mutation;

  /// Of the suites and of no suite.
  [[nodiscard]] TestCounts counts() const;
  /// Coverage is below what was asked for.
  [[nodiscard]] bool covers_too_little() const;
  /// Coverage and mutants as suites, for formats that know nothing else.
  [[nodiscard]] std::vector<SuiteResult> checks() const;
};

}  // namespace cordon
