// The test program: doctest with its console reporter, plus one plain closing line that people and
// scripts can read without knowing doctest: `N passed, N failed, N skipped`, counted in test cases.

#define DOCTEST_CONFIG_IMPLEMENT
#include "doctest/doctest.h"

#include <algorithm>
#include <span>
#include <string_view>

namespace {

struct ClosingLineReporter : doctest::ConsoleReporter {
  explicit ClosingLineReporter(const doctest::ContextOptions& options) : ConsoleReporter(options) {}

  void test_run_end(const doctest::TestRunStats& stats) override {
    ConsoleReporter::test_run_end(stats);
    const unsigned run = stats.numTestCasesPassingFilters;
    s << run - stats.numTestCasesFailed << " passed, " << stats.numTestCasesFailed << " failed, "
      << stats.numTestCases - run << " skipped\n";
  }
};

DOCTEST_REGISTER_REPORTER("closing-line", 0, ClosingLineReporter);

bool chooses_reporter(std::string_view argument) {
  return argument.starts_with("-r=") || argument.starts_with("--reporters=");
}

}  // namespace

int main(int argc, char** argv) {
  doctest::Context context(argc, argv);
  // doctest adds to its list of reporters and never replaces it: ours must not join a chosen one.
  if (std::ranges::none_of(std::span(argv, static_cast<std::size_t>(argc)), chooses_reporter)) {
    context.addFilter("reporters", "closing-line");
  }
  return context.run();
}
