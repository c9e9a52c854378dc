#include "cli/test/run/test_runner.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <utility>

#include "cli/policy_store.h"
#include "cli/quote.h"
#include "cli/test/file/find_tests.h"
#include "cli/test/file/test_file.h"
#include "cli/test/run/in_parallel.h"
#include "cli/test/run/loaded_tests.h"
#include "cli/test/run/run_cases.h"
#include "cli/test/run/run_claims.h"
#include "cli/test/run/run_incident.h"
#include "grammar/text.h"

namespace cordon {
namespace {

/// What one path came to.
struct Ran {
  std::optional<LoadedTests> tests;  // none: the file holds no tests
  std::optional<Error> error;        // it can't be read, or holds none and was named
};

void append(Diagnostics& all, const Diagnostics& more) {
  all.insert(all.end(), more.begin(), more.end());
}

class FileRunner {
 public:
  explicit FileRunner(const TestOptions& options) : options_(options) {}

  [[nodiscard]] Ran run(const TestPath& path) const {
    auto opened = open_tests(path);
    if (!opened) return {.tests = {}, .error = std::move(opened.error())};
    if (!*opened) return {};
    const TestSource& found = **opened;
    LoadedTests tests{.suite = {.file = found.source->name()}};
    const auto root = found.read.root();
    if (!root) tests.suite.diagnostics = found.read.diagnostics;
    if (root && found.kind == TestSource::Kind::kIncident) {
      run_incident_file(path.path, *root, tests);
    } else if (root) {
      append(tests.suite.diagnostics, found.read.diagnostics);
      run_file(path.path, found.read.tree, *root, tests);
    }
    add_errors(tests.suite);
    if (tests.suite.results.empty() && tests.suite.errors.empty() && options_.filters.empty()) {
      tests.suite.errors.push_back(fmt::format("{}: no test was run", tests.suite.file));
    }
    return {.tests = std::move(tests), .error = {}};
  }

 private:
  void run_file(const std::string& path, const JsonPtr& tree, JsonValue root,
                LoadedTests& tests) const {
    PolicyFiles files(path);
    PolicyStore store(files);
    tests.file = read_test_file(tree, root, store);
    tests.suite.title = tests.file->title;
    append(tests.suite.diagnostics, tests.file->diagnostics);
    if (options_.covers() && tests.file->shared) tests.coverage.emplace(*tests.file->shared);
    run_all_cases(tests);
    run_all_claims(tests);
  }

  void run_all_cases(LoadedTests& tests) const {
    const TestFile& file = *tests.file;
    for (std::size_t i = 0; i < file.cases.size(); ++i) {
      const TestCase& test = file.cases[i];
      if (!is_chosen(options_, test.name)) continue;
      tests.suite.results.push_back(run_case(test, *file.source));
      if (tests.suite.results.back().passed) tests.passing_cases.push_back(i);
      if (tests.coverage) tests.coverage->add(test.request, *test.policies);
    }
  }

  void run_all_claims(LoadedTests& tests) const {
    const TestFile& file = *tests.file;
    for (std::size_t i = 0; i < file.claims.size(); ++i) {
      if (!is_chosen(options_, file.claims[i].name)) continue;
      tests.suite.results.push_back(run_claim(file.claims[i], *file.source));
      if (tests.suite.results.back().passed) tests.passing_claims.push_back(i);
    }
  }

  void run_incident_file(const std::string& path, JsonValue root, LoadedTests& tests) const {
    const auto expect = root.find("expect");
    const std::string place = full_place(*root.source(), expect ? expect->span().begin : 0);
    tests.incident = read_incident_test(root.source(), path);
    run_incident(place, options_, tests);
  }

  static void add_errors(SuiteResult& suite) {
    sort_diagnostics(suite.diagnostics);
    for (const Diagnostic& diagnostic : suite.diagnostics) {
      if (diagnostic.severity == Severity::kError) suite.errors.push_back(to_line(diagnostic));
    }
  }

  const TestOptions& options_;
};

// A folder that was named and has no tests: a slip in a path must not look like a pass.
void report_empty(const TestOptions& options, const std::vector<bool>& has_tests, TestRun& run) {
  for (std::size_t i = 0; i < options.paths.size(); ++i) {
    if (has_tests[i]) continue;
    run.errors.push_back(
        {fmt::format("no tests in {}: expected files called *.cordon.yaml or *.cordon.json, or "
                     "incident files with `expect` (of the verdict, a probe or a claim)",
                     backticked(options.paths[i]))});
  }
}

void look_at_all(const TestOptions& options, const std::vector<LoadedTests>& tests, TestRun& run) {
  run.coverage_min = options.coverage_min;
  if (options.covers()) {
    CoverageSum sum;
    for (const LoadedTests& one : tests) {
      if (one.coverage) sum.add(*one.coverage);
    }
    run.coverage = sum.report();
  }
  if (options.mutate) run.mutation = try_mutants(tests, options.mutation, options.jobs);
}

bool has_nothing_chosen(const LoadedTests& tests) {
  return tests.suite.results.empty() && tests.suite.errors.empty();
}

}  // namespace

bool is_chosen(const TestOptions& options, const std::string& name) {
  const std::string lower = ascii_lower(name);
  return options.filters.empty() ||
         std::ranges::any_of(options.filters, [&](const std::string& filter) {
           return lower.contains(ascii_lower(filter));
         });
}

TestRun run_tests(const TestOptions& options) {
  TestPaths found = find_test_paths(options.paths);
  TestRun run{.errors = std::move(found.errors)};
  const FileRunner runner(options);
  std::vector<Ran> ran(found.paths.size());
  in_parallel(ran.size(), options.jobs,
              [&](std::size_t i) { ran[i] = runner.run(found.paths[i]); });
  std::vector<bool> has_tests(options.paths.size(), false);
  std::vector<LoadedTests> tests;
  for (std::size_t i = 0; i < ran.size(); ++i) {
    if (ran[i].tests || ran[i].error) {
      for (const std::size_t argument : found.paths[i].arguments) has_tests[argument] = true;
    }
    if (ran[i].error) run.errors.push_back(*std::move(ran[i].error));
    if (ran[i].tests) tests.push_back(*std::move(ran[i].tests));
  }
  report_empty(options, has_tests, run);
  if (!options.filters.empty()) std::erase_if(tests, has_nothing_chosen);
  look_at_all(options, tests, run);
  for (LoadedTests& one : tests) run.suites.push_back(std::move(one.suite));
  if (!options.filters.empty() && run.counts().tests() == 0) {
    run.errors.push_back({"no test has such a name"});
  }
  return run;
}

}  // namespace cordon
