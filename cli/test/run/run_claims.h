// Runs the claims of a test file: proves each and holds the verdict against what is expected.
#pragma once

#include "cli/test/file/test_file.h"
#include "cli/test/run/test_result.h"

namespace cordon {

[[nodiscard]] Answered prove_claim(const TestClaim& claim);

/// With all that is to be said about it.
[[nodiscard]] TestResult run_claim(const TestClaim& claim, const Source& source);

}  // namespace cordon
