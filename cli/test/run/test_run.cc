#include "cli/test/run/test_run.h"

#include <fmt/format.h>

#include <utility>

namespace cordon {
namespace {

SuiteResult coverage_suite(const CoverageReport& coverage, std::size_t least) {
  TestResult result{.kind = TestKind::kCoverage,
                    .name = "statements and conditions of shared policies",
                    .place = "",
                    .passed = coverage.percent() >= least,
                    .expected = fmt::format("at least {} %", least),
                    .actual = fmt::format("{} %", coverage.percent()),
                    .why = "",
                    .decided_by = {},
                    .detail = {}};
  return {.file = "coverage", .title = {}, .results = {std::move(result)}};
}

SuiteResult mutant_suite(const MutationReport& mutation) {
  SuiteResult suite{.file = "mutants"};
  for (const MutantResult& mutant : mutation.mutants) {
    suite.results.push_back(
        {.kind = TestKind::kMutant,
         .name = fmt::format("{} statement {} {}", mutant.policy, mutant.statement, mutant.what),
         .place = mutant.place,
         .passed = mutant.noticed,
         .expected = "noticed",
         .actual = mutant.noticed ? "noticed" : "surviving",
         .why = mutant.noticed ? "" : "no test notices that the policy is weaker",
         .decided_by = {},
         .detail = {}});
  }
  return suite;
}

}  // namespace

TestCounts TestRun::counts() const {
  TestCounts sum{.errors = errors.size()};
  for (const SuiteResult& suite : suites) sum = sum + cordon::counts(suite);
  return sum;
}

bool TestRun::covers_too_little() const {
  return coverage && coverage_min && coverage->percent() < *coverage_min;
}

std::vector<SuiteResult> TestRun::checks() const {
  std::vector<SuiteResult> checks;
  if (coverage && coverage_min) checks.push_back(coverage_suite(*coverage, *coverage_min));
  if (mutation) checks.push_back(mutant_suite(*mutation));
  return checks;
}

}  // namespace cordon
