#include <fmt/format.h>

#include "cli/json_line.h"
#include "cli/quote.h"
#include "cli/test/report/formats.h"

namespace cordon {
namespace {

// A description ends where a directive begins: `#` and the backslash are escaped (TAP 14,
// "Escaping").
std::string description(std::string_view text) {
  std::string escaped;
  for (const char c : printable(text)) {
    if (c == '#' || c == '\\') escaped += '\\';
    escaped += c;
  }
  return escaped;
}

// A JSON string is a YAML scalar.
std::string in_quotes(std::string_view text) {
  std::string line;
  JsonLine(line).string(text);
  return line;
}

class Writer {
 public:
  explicit Writer(const TestRun& run) : run_(run) {}

  std::string write() && {
    const std::vector<SuiteResult> checks = run_.checks();
    TestCounts counts = run_.counts();
    for (const SuiteResult& check : checks) counts = counts + cordon::counts(check);
    text_ = fmt::format("TAP version 14\n1..{}\n", counts.tests() + counts.errors);
    for (const SuiteResult& suite : run_.suites) {
      for (const TestResult& result : suite.results) add(suite, result);
      for (const std::string& error : suite.errors) add_error(suite.file, error);
    }
    for (const Error& error : run_.errors) add_error("cordon", error.message);
    for (const SuiteResult& check : checks) {
      for (const TestResult& result : check.results) add(check, result);
    }
    return std::move(text_);
  }

 private:
  void point(bool passed, std::string_view suite, std::string_view name) {
    text_ += fmt::format("{}ok {} - {}: {}\n", passed ? "" : "not ", ++number_, description(suite),
                         description(name));
  }

  void line(std::string_view name, std::string_view value) {
    if (!value.empty()) text_ += fmt::format("  {}: {}\n", name, in_quotes(value));
  }

  void add(const SuiteResult& suite, const TestResult& result) {
    point(result.passed, suite.file, result.name);
    if (result.passed) return;
    text_ += "  ---\n";
    line("at", result.place);
    line("expected", result.expected);
    line("actual", result.actual);
    line("why", result.why);
    if (!result.decided_by.empty()) text_ += "  decidedBy:\n";
    for (const incident::DecidingStatement& statement : result.decided_by) {
      text_ += fmt::format("    - {}\n", in_quotes(statement.place));
    }
    text_ += "  ...\n";
  }

  void add_error(std::string_view suite, std::string_view error) {
    point(false, suite, "input");
    text_ += "  ---\n";
    line("message", error);
    text_ += "  ...\n";
  }

  const TestRun& run_;
  std::size_t number_ = 0;
  std::string text_;
};

}  // namespace

std::string test_tap(const FinishedRun& finished, const Painter& /*paint*/) {
  return Writer(finished.run).write();
}

}  // namespace cordon
