#include <CLI/CLI.hpp>
#include <memory>
#include <utility>

#include "cli/case_reader.h"
#include "cli/commands.h"
#include "cli/decision_text.h"
#include "cli/output.h"
#include "cli/simulate/batch.h"
#include "cli/simulate/simulate_account.h"
#include "cli/simulate/simulate_request.h"

namespace cordon {
namespace {

ExitCode simulate_batch(const SimulateOptions& options) {
  const Unstated unstated = options.unstated == "unknown" ? Unstated::kOpen : Unstated::kAbsent;
  return run_batch({.file = *options.batch, .jobs = options.jobs, .unstated = unstated},
                   options.common, open_console(options.common));
}

// The text of a decision, and whether it is the expected one.
struct Answer {
  std::string text;
  bool as_expected = true;
};

Answer answer(const SimulateOptions& options, const Request& request,
              const ApplicablePolicies& policies, const Painter& paint) {
  const Decision decision = evaluate(request, policies);
  const Explanation explanation = explain(request, policies);
  DecidedRequest decided{.request = request,
                         .policies = policies,
                         .decision = decision,
                         .explanation = explanation,
                         .expected = options.expect.value_or(""),
                         .with_trace = options.trace};
  if (const auto expected = expectation_from(decided.expected)) {
    decided.as_expected = meets(decision, *expected);
  }
  return {options.common.format == "json" ? decision_json(decided) : decision_human(decided, paint),
          decided.as_expected.value_or(true)};
}

ExitCode simulate_one(const SimulateOptions& options) {
  const Console console = open_console(options.common);
  Problems problems;
  std::optional<Request> request = read_request(options, problems);
  ApplicablePolicies policies = read_policies(options, request ? &*request : nullptr, problems);
  bool usable = request && !problems.fatal();
  // An unreadable policy of the snapshot is unknown to the decision; the exit code tells of it.
  if (request && options.account) {
    usable = take_from_account(*options.account, *request, policies, problems) && usable;
  }
  const bool flawed = problems.fatal();
  print_diagnostics(std::move(problems.diagnostics), console);
  for (const Error& error : problems.errors) print_error(error, console);
  if (!usable) return ExitCode::kUnusable;
  const Answer answered = answer(options, *request, policies, console.out);
  const ExitCode exit_code = flawed                 ? ExitCode::kUnusable
                             : answered.as_expected ? ExitCode::kYes
                                                    : ExitCode::kNo;
  return write_result(answered.text, options.common, console, exit_code);
}

}  // namespace

RunCommand add_simulate(CLI::App& command) {
  auto options = std::make_shared<SimulateOptions>();
  add_simulate_options(command, *options);
  return [options] { return options->batch ? simulate_batch(*options) : simulate_one(*options); };
}

}  // namespace cordon
