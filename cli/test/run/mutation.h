// Weakens the Denies of what the tests are about, one after the other, and sees whether any test
// notices (engine/testing/mutants.h). A test notices when it passed before and does not any more.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "cli/test/run/loaded_tests.h"

namespace cordon {

struct MutantResult {
  std::string place;  // file:line:column
  std::string policy;
  std::uint32_t statement = 0;
  std::string sid;   // empty: none
  std::string what;  // `without the action …`
  bool noticed = false;
};

struct MutationReport {
  std::vector<MutantResult> mutants;
  /// What was not tried, and why.
  std::vector<std::string> left_out;

  [[nodiscard]] std::size_t survivors() const;
};

struct MutationLimits {
  std::size_t mutants = 1000;
  /// Requests decided, claims and incidents counted by what they take.
  std::uint64_t work = 50'000'000;
};

/// The same whatever the number of jobs.
[[nodiscard]] MutationReport try_mutants(const std::vector<LoadedTests>& tests,
                                         const MutationLimits& limits, unsigned jobs);

}  // namespace cordon
