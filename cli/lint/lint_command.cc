#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <chrono>
#include <expected>
#include <iterator>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "cli/commands.h"
#include "cli/files.h"
#include "cli/lint/fixing.h"
#include "cli/lint/formats.h"
#include "cli/lint/lint_run.h"
#include "cli/lint/unified_diff.h"
#include "cli/output.h"
#include "cli/outputs.h"
#include "grammar/date_time.h"
#include "rules/registry.h"

namespace cordon {
namespace {

struct LintOptions {
  CommonOptions common;
  Outputs outputs;
  std::vector<std::string> paths;
  std::optional<std::string> files_from;
  std::string stdin_name;
  bool no_ignore = false;
  bool skip_others = false;
  bool verbose = false;
  std::string type;      // empty: inferred
  std::string fail_on;   // the mildest level that fails the run; empty: as configured
  std::string severity;  // empty: all
  std::string at;        // empty: now
  std::optional<std::string> config;
  std::optional<std::string> baseline;
  bool isolated = false;
  bool write_baseline = false;
  bool fix = false;
  bool diff = false;
  rules::Selection selection;
};

Instant now() {
  const auto since = std::chrono::system_clock::now().time_since_epoch();
  return {.ms = std::chrono::duration_cast<std::chrono::milliseconds>(since).count()};
}

/// What is to be read. Neither paths nor a list of them: the folder that we are in.
std::expected<std::vector<std::string>, Error> paths_of(const LintOptions& options) {
  std::vector<std::string> paths = options.paths;
  if (options.files_from) {
    auto listed = read_path_list(*options.files_from);
    if (!listed) return std::unexpected(std::move(listed.error()));
    std::ranges::move(*listed, std::back_inserter(paths));
  } else if (paths.empty()) {
    paths.emplace_back(".");
  }
  const bool reads_stdin = std::ranges::find(paths, "-") != paths.end();
  if (reads_stdin && options.files_from == "-") {
    return std::unexpected(Error{"standard input can't be both a policy and --files-from"});
  }
  if (reads_stdin && options.fix) {
    return std::unexpected(Error{"--fix can't change standard input: --diff shows the patch"});
  }
  if (!reads_stdin && !options.stdin_name.empty()) {
    return std::unexpected(Error{"--stdin-filename needs `-` among the paths"});
  }
  return paths;
}

std::expected<LintRequest, Error> request_of(const LintOptions& options) {
  auto paths = paths_of(options);
  if (!paths) return std::unexpected(std::move(paths.error()));
  LintRequest request{
      .paths = *std::move(paths),
      .input = {.type = policy_type_from(options.type),
                .ignore_files = options.no_ignore ? IgnoreFiles::kDisregard : IgnoreFiles::kRespect,
                .stdin_name = options.stdin_name,
                .skip_others = options.skip_others},
      .selection = options.selection,
      .config = options.config,
      .isolated = options.isolated,
      .baseline = options.baseline,
      .ignore_baseline = options.write_baseline,
      .severity = rules::level_from(options.severity),
      .fail_on = rules::level_from(options.fail_on),
      .now = now()};
  if (options.at.empty()) return request;
  const auto at = parse_time(options.at);
  if (!at) return std::unexpected(Error{fmt::format("--at: {}", at.error())});
  request.now = *at;
  return request;
}

ExitCode exit_code(const LintRun& run) {
  if (!run.errors.empty() || has_errors(run.diagnostics)) return ExitCode::kUnusable;
  return run.result.fails() ? ExitCode::kNo : ExitCode::kYes;
}

/// `a.json: resource policy of AWS::S3::Bucket (inferred)`, with what the document is called in its
/// file.
std::string type_note(const rules::Subject& subject) {
  const std::string& file = subject.source()->name();
  const std::string& name = subject.found.name;
  const std::string& resource = subject.found.resource_type;
  return fmt::format("{}: {}{} policy{}{}", file, name == file ? "" : fmt::format("{}: ", name),
                     to_string(subject.type),
                     resource.empty() ? "" : fmt::format(" of {}", resource),
                     subject.type_is_inferred ? " (inferred)" : "");
}

void print_notes(const LintRun& run, const Console& console) {
  for (const rules::Subject& subject : run.subjects) print_note(type_note(subject), console);
  for (const SkippedPath& skipped : run.skipped) {
    print_note(fmt::format("{}: skipped: {}", skipped.path, skipped.why), console);
  }
}

void print_troubles(const LintRun& run, const LintOptions& options, const Console& console) {
  if (options.verbose) print_notes(run, console);
  for (const SkippedPath& file : run.without_policy) {
    print_warning(fmt::format("nothing to lint in {}: {}", backticked(file.path), file.why),
                  console);
  }
  for (const Error& error : run.errors) print_error(error, console);
  print_diagnostics(run.diagnostics, console);
}

/// Where a new baseline goes: what the command line names, else the one configuration does.
std::expected<std::string, Error> baseline_path(const LintRun& run, const LintOptions& options) {
  if (options.baseline) return *options.baseline;
  for (const auto& config : run.configs) {
    if (!config->baseline.empty()) return config->baseline;
  }
  return std::unexpected(
      Error{"--write-baseline needs --baseline FILE, or `baseline` in cordon.yaml"});
}

ExitCode write_new_baseline(const LintRun& run, const LintRequest& request,
                            const LintOptions& options, const Console& console) {
  print_troubles(run, options, console);
  if (!run.errors.empty() || has_errors(run.diagnostics)) return ExitCode::kUnusable;
  const auto path = baseline_path(run, options);
  if (!path) {
    print_error(path.error(), console);
    return ExitCode::kUnusable;
  }
  const rules::FindingIndex index = index_of(run.subjects);
  const rules::Baseline baseline = rules::baseline_of(run.result.findings, index);
  const auto written = write_output(*path, write_baseline(baseline, run.baseline, request.now));
  if (!written) {
    print_error(written.error(), console);
    return ExitCode::kUnusable;
  }
  return ExitCode::kYes;
}

/// Shows or makes the safe fixes; false when one was refused or a file could not be written.
bool apply(const Fixing& fixing, const LintOptions& options, const Console& console) {
  bool done = fixing.errors.empty();
  for (const Error& error : fixing.errors) print_error(error, console);
  for (const FixedFile& file : fixing.files) {
    if (options.diff) continue;
    const auto written = write_output(file.path, file.after);
    if (!written) print_error(written.error(), console);
    done = done && written;
  }
  return done;
}

std::string diff_of(const Fixing& fixing) {
  std::string text;
  for (const FixedFile& file : fixing.files) {
    text += unified_diff(file.path, file.before, file.after);
  }
  return text;
}

ExitCode write_lint_result(const LintRun& run, const LintOptions& options, const Console& console,
                           ExitCode code) {
  const auto write = [&run](std::string_view format, const Painter& paint) {
    return format_named(lint_formats(), format).write(run.result, paint);
  };
  return write_outputs(options.outputs, write, options.common, console, code);
}

/// With --diff the findings are those before, and the result is the patch; with --fix those after.
ExitCode lint_and_fix(LintRun run, const LintRequest& request, const LintOptions& options,
                      const Console& console) {
  const Fixing fixing = fix_files(run, request);
  const bool done = apply(fixing, options, console);
  if (options.diff) {
    print_troubles(run, options, console);
    const ExitCode code = done ? exit_code(run) : ExitCode::kUnusable;
    return write_result(diff_of(fixing), options.common, console, code);
  }
  run = run_lint(request);
  print_troubles(run, options, console);
  return write_lint_result(run, options, console, done ? exit_code(run) : ExitCode::kUnusable);
}

ExitCode lint(const LintOptions& options) {
  const Console console = open_console(options.common);
  const auto request = request_of(options);
  if (!request) {
    print_error(request.error(), console);
    return ExitCode::kUnusable;
  }
  LintRun run = run_lint(*request);
  if (!run.judged) {
    print_troubles(run, options, console);
    return ExitCode::kUnusable;
  }
  if (options.write_baseline) return write_new_baseline(run, *request, options, console);
  if (options.fix || options.diff) return lint_and_fix(std::move(run), *request, options, console);
  print_troubles(run, options, console);
  return write_lint_result(run, options, console, exit_code(run));
}

void add_input_options(CLI::App& command, LintOptions& options) {
  command.add_option("PATH", options.paths,
                     "policy files, and folders to search; - for standard input (default: .)");
  command
      .add_option("--files-from", options.files_from, "the paths in this file as well, one a line")
      ->type_name("FILE");
  command.add_option("--stdin-filename", options.stdin_name, "what standard input is called")
      ->type_name("NAME");
  command.add_flag("--no-ignore", options.no_ignore, "what .gitignore files leave out as well");
  command.add_flag("--skip-others", options.skip_others,
                   "no word about named files that hold no policy");
  command.add_flag("-v,--verbose", options.verbose,
                   "each policy's type, and what was skipped and why");
  add_word_option(command, "--type", options.type,
                  {kPolicyTypeNames.begin(), kPolicyTypeNames.end()},
                  "the policies' type (default: inferred)");
}

void add_rule_options(CLI::App& command, LintOptions& options) {
  const auto words = [&](const std::string& name, std::vector<std::string>& into,
                         const std::string& description) {
    command.add_option(name, into, description)
        ->allow_extra_args(false)
        ->delimiter(',')
        ->type_name("RULE,…");
  };
  words("--select", options.selection.select, "only these rules: ids, names, families, AWS codes");
  words("--extend-select", options.selection.extend_select, "these rules as well");
  words("--ignore", options.selection.ignore, "not these rules");
  command.add_flag("--pedantic", options.selection.pedantic, "the pedantic rules as well");
  command.add_flag("--audit", options.selection.audit, "the audit rules as well");
  const std::vector<std::string> levels{"error", "security", "warning", "info"};
  add_word_option(command, "--severity", options.severity, levels,
                  "the mildest level that is reported (default: info)");
  add_word_option(command, "--fail-on", options.fail_on, levels,
                  "the mildest level that ends in exit 1 (default: warning)");
}

void add_configuration_options(CLI::App& command, LintOptions& options) {
  const auto* config = command.add_option(
      "--config", options.config, "this configuration (default: the nearest cordon.yaml upwards)");
  command.add_flag("--isolated", options.isolated, "no configuration")
      ->excludes(command.get_option(config->get_name()));
  command.add_option("--baseline", options.baseline, "findings in this file are known");
  command.add_flag("--write-baseline", options.write_baseline,
                   "write the findings of this run into the baseline");
  auto* fix = command.add_flag("--fix", options.fix, "make the safe fixes");
  command.add_flag("--diff", options.diff, "show the safe fixes as a patch")->excludes(fix);
  add_time_option(command, "--at", options.at, "judge as of this time (default: now)");
}

}  // namespace

RunCommand add_lint(CLI::App& command) {
  auto options = std::make_shared<LintOptions>();
  add_input_options(command, *options);
  add_rule_options(command, *options);
  add_configuration_options(command, *options);
  add_outputs(command, options->outputs, format_names(lint_formats()));
  add_output_options(command, options->common);
  command.footer("Example: cordon lint fixtures/policies/operate-instances.json");
  return [options] { return lint(*options); };
}

}  // namespace cordon
