// What came out of tests: plain data for the formats (formats.h). A suite is a file, in the order
// of the files; its results are in the order of the file, whatever the number of jobs.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "cli/output.h"
#include "engine/incident/report.h"
#include "grammar/diagnostic.h"

namespace cordon {

enum class TestKind : std::uint8_t { kCase, kClaim, kIncident, kProbe, kCoverage, kMutant };
inline constexpr std::array<std::string_view, 6> kTestKindNames{"case",  "claim",    "incident",
                                                                "probe", "coverage", "mutant"};
[[nodiscard]] constexpr std::string_view to_string(TestKind kind) {
  return kTestKindNames[static_cast<std::size_t>(kind)];
}

/// What people need to see of a failure; ends with a line end, or is empty. Made for either kind of
/// terminal: what it was made from is gone when it is written.
struct Detail {
  std::string plain;
  std::string colored;
};
template <class Render>
[[nodiscard]] Detail render_detail(Render render) {
  return {.plain = render(Painter(false)), .colored = render(Painter(true))};
}

struct TestResult {
  TestKind kind = TestKind::kCase;
  std::string name;
  std::string place;  // file:line:column
  bool passed = false;
  std::string expected;  // `allowed`
  std::string actual;    // `explicitDeny`
  std::string why;       // of what came out, one line
  std::vector<incident::DecidingStatement> decided_by;
  Detail detail;  // of a failure
};

struct SuiteResult {
  std::string file;
  std::string title;  // empty: none
  std::vector<TestResult> results;
  /// What could not be used, one line each; the rest was run.
  std::vector<std::string> errors;
  Diagnostics diagnostics;  // the same, of texts with places, and warnings
};

struct TestCounts {
  std::size_t passed = 0;
  std::size_t failed = 0;
  std::size_t errors = 0;

  [[nodiscard]] std::size_t tests() const { return passed + failed; }
};

[[nodiscard]] TestCounts counts(const SuiteResult& suite);
[[nodiscard]] TestCounts operator+(const TestCounts& a, const TestCounts& b);

}  // namespace cordon
