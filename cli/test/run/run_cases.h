// Runs the cases of a test file: decides each request and holds the decision against what is
// expected.
#pragma once

#include "cli/test/file/test_file.h"
#include "cli/test/run/test_result.h"

namespace cordon {

/// Whether a case comes out as it is expected to when these are its policies.
[[nodiscard]] bool passes(const TestCase& test, const ApplicablePolicies& policies);

/// The same with all that is to be said about it.
[[nodiscard]] TestResult run_case(const TestCase& test, const Source& source);

}  // namespace cordon
