// Opens files and runs the tests in them, several files at a time. What is found wrong with one
// file never stops the others.
#pragma once

#include "cli/test/run/test_options.h"
#include "cli/test/run/test_run.h"

namespace cordon {

[[nodiscard]] TestRun run_tests(const TestOptions& options);

}  // namespace cordon
