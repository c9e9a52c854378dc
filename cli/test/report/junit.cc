#include <fmt/format.h>

#include "cli/test/report/formats.h"
#include "cli/xml_text.h"

namespace cordon {
namespace {

std::string test_case(std::string_view name, std::string_view suite, std::string_view inside) {
  const std::string start =
      fmt::format("    <testcase name=\"{}\" classname=\"{}\"", xml_text(name), xml_text(suite));
  return inside.empty() ? start + "/>\n" : fmt::format("{}>\n{}    </testcase>\n", start, inside);
}

std::string result_case(const TestResult& result, std::string_view suite) {
  if (result.passed) return test_case(result.name, suite, "");
  const std::string message = fmt::format("expected {}, got {}", result.expected, result.actual);
  const std::string body =
      fmt::format("{}: {}: {}\n{}", result.place, message, result.why, result.detail.plain);
  return test_case(result.name, suite,
                   fmt::format("      <failure message=\"{}\" type=\"{}\">{}</failure>\n",
                               xml_text(message), to_string(result.kind), xml_text(body)));
}

std::string error_case(std::string_view error, std::string_view suite) {
  return test_case("input", suite, fmt::format("      <error message=\"{}\"/>\n", xml_text(error)));
}

std::string suite_text(std::string_view name, const TestCounts& counts, std::string_view cases) {
  return fmt::format(
      "  <testsuite name=\"{}\" tests=\"{}\" failures=\"{}\" errors=\"{}\" skipped=\"0\">\n"
      "{}  </testsuite>\n",
      xml_text(name), counts.tests() + counts.errors, counts.failed, counts.errors, cases);
}

std::string suite_text(const SuiteResult& suite) {
  std::string cases;
  for (const TestResult& result : suite.results) cases += result_case(result, suite.file);
  for (const std::string& error : suite.errors) cases += error_case(error, suite.file);
  return suite_text(suite.file, counts(suite), cases);
}

}  // namespace

std::string test_junit(const FinishedRun& finished, const Painter& /*paint*/) {
  const TestRun& run = finished.run;

  std::string suites;
  for (const SuiteResult& suite : run.suites) suites += suite_text(suite);
  if (!run.errors.empty()) {
    std::string cases;
    for (const Error& error : run.errors) cases += error_case(error.message, "cordon");
    suites += suite_text("cordon", {.errors = run.errors.size()}, cases);
  }
  TestCounts counts = run.counts();
  for (const SuiteResult& check : run.checks()) {
    suites += suite_text(check);
    counts = counts + cordon::counts(check);
  }
  return fmt::format(
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
      "<testsuites name=\"cordon test\" tests=\"{}\" failures=\"{}\" errors=\"{}\">\n"
      "{}</testsuites>\n",
      counts.tests() + counts.errors, counts.failed, counts.errors, suites);
}

}  // namespace cordon
