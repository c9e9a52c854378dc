#include "cli/test/run/test_result.h"

namespace cordon {

TestCounts counts(const SuiteResult& suite) {
  TestCounts counts{.errors = suite.errors.size()};
  for (const TestResult& result : suite.results) ++(result.passed ? counts.passed : counts.failed);
  return counts;
}

TestCounts operator+(const TestCounts& a, const TestCounts& b) {
  return {
      .passed = a.passed + b.passed, .failed = a.failed + b.failed, .errors = a.errors + b.errors};
}

}  // namespace cordon
