// `cordon test`: runs policy test files and incident files with expectations.

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <cstdint>
#include <memory>
#include <string>
#include <utility>

#include "cli/commands.h"
#include "cli/output.h"
#include "cli/test/report/formats.h"
#include "cli/test/run/test_options.h"
#include "cli/test/run/test_runner.h"

namespace cordon {
namespace {

constexpr unsigned kMostJobs = 256;
constexpr unsigned kMostMutants = 1'000'000;

constexpr const char* kFooter =
    "Examples:\n"
    "  cordon test fixtures/policy-tests/passing\n"
    "  cordon test fixtures/policy-tests/passing/reports.cordon.yaml -v\n"
    "  cordon test fixtures/incidents --filter token\n"
    "  cordon test fixtures/policy-tests/passing --coverage-min 90 --mutate\n\n"
    "Exit status: 0 all pass, 1 some fail, or coverage or mutants do, 2 something\n"
    "can't be used (the rest is run).";

ExitCode exit_code(const TestRun& run) {
  const TestCounts counts = run.counts();
  if (counts.errors > 0) return ExitCode::kUnusable;
  const bool survivors = run.mutation && run.mutation->survivors() > 0;
  const bool bad = counts.failed > 0 || run.covers_too_little() || survivors;
  return bad ? ExitCode::kNo : ExitCode::kYes;
}

void print_problems(TestRun& run, const Console& console) {
  for (SuiteResult& suite : run.suites) {
    print_diagnostics(std::move(suite.diagnostics), console);
  }
  for (const Error& error : run.errors) print_error(error, console);
}

ExitCode test(const TestOptions& options) {
  const Console console = open_console(options.common);
  TestRun run = run_tests(options);
  print_problems(run, console);
  const Shown shown = options.verbose ? Shown::kAll : Shown::kFailures;
  const auto write = [&](std::string_view format, const Painter& paint) {
    return format_named(test_formats(), format).write({.run = run, .shown = shown}, paint);
  };
  return write_outputs(options.outputs, write, options.common, console, exit_code(run));
}

template <class Number>
CLI::Option& add_number(CLI::App& command, const std::string& name, Number& number,
                        std::uint64_t least, std::uint64_t most, const std::string& description) {
  CLI::Option* option = command.add_option(name, number, description);
  option->type_name("N");
  limit_number(*option, least, most);
  return *option;
}

}  // namespace

RunCommand add_test(CLI::App& command) {
  auto options = std::make_shared<TestOptions>();
  options->paths = {"."};
  command.add_option("PATH", options->paths,
                     "test files, incident files, and folders with them (default: .)");
  command
      .add_option("--filter", options->filters,
                  "run what has this in its name, whatever its case; may be given several times")
      ->allow_extra_args(false)
      ->type_name("TEXT");
  command.add_flag("-v,--verbose", options->verbose, "show tests that pass as well");
  add_number(command, "--jobs", options->jobs, 1, kMostJobs,
             "files or mutants to run at a time (default: 1)");
  command.add_flag("--coverage", options->coverage,
                   "say which statements and conditions of shared policies no case exercises");
  add_number(command, "--coverage-min", options->coverage_min, 0, 100,
             "fail below this part of them, in percent")
      .type_name("PERCENT");
  CLI::Option* mutate = command.add_flag("--mutate", options->mutate,
                                         "weaken each Deny in turn, and fail when no test notices");
  add_number(
      command, "--mutants", options->mutation.mutants, 1, kMostMutants,
      fmt::format("with --mutate: try at most this many (default: {})", options->mutation.mutants))
      .needs(mutate);
  add_outputs(command, options->outputs, format_names(test_formats()));
  add_output_options(command, options->common);
  command.footer(kFooter);
  return [options] { return test(*options); };
}

}  // namespace cordon
