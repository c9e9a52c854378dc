#include <fmt/format.h>

#include <CLI/CLI.hpp>

#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "cli/commands.h"
#include "cli/contain/formats.h"
#include "cli/files.h"
#include "cli/output.h"
#include "cli/outputs.h"
#include "engine/incident/report.h"
#include "engine/incident/verdict/timeline.h"
#include "grammar/date_time.h"

namespace cordon {
namespace {

struct ContainOptions {
  CommonOptions common;
  Outputs outputs;
  std::string file;
  std::string expect;  // empty: what the file says
  std::string at;      // empty: after the last step
};

// With an expected verdict the exit code says whether expectations were met; without one it says
// whether the incident is contained, and a probe that is not as expected is a no as well.
ExitCode exit_code(const incident::Incident& incident, const incident::Report& report) {
  const bool met = report.as_expected.value_or(true);
  const bool contained = report.verdict == incident::Containment::kContained;
  return met && (incident.expect || contained) ? ExitCode::kYes : ExitCode::kNo;
}

void apply_expectation(const std::string& word, incident::Incident& incident) {
  for (std::size_t i = 0; i < incident::kContainmentNames.size(); ++i) {
    if (incident::kContainmentNames[i] == word) {
      incident.expect = static_cast<incident::Containment>(i);
    }
  }
}

ExitCode contain(const ContainOptions& options) {
  const Console console = open_console(options.common);
  const auto at = options.at.empty() ? std::nullopt : std::optional(parse_time(options.at));
  if (at && !*at) {
    print_error({fmt::format("--at: {}", at->error())}, console);
    return ExitCode::kUnusable;
  }
  auto source = read_source(options.file);
  if (!source) {
    print_error(source.error(), console);
    return ExitCode::kUnusable;
  }
  const auto load = [&](std::string_view path) {
    return read_source(path_beside(options.file, path));
  };
  incident::IncidentResult read = incident::read_incident(std::move(*source), load);
  if (!read.usable) {
    print_diagnostics(std::move(read.diagnostics), console);
    return ExitCode::kUnusable;
  }
  apply_expectation(options.expect, read.incident);
  const incident::Report report = judge(read.incident);
  Diagnostics diagnostics = std::move(read.diagnostics);
  diagnostics.insert(diagnostics.end(), report.diagnostics.begin(), report.diagnostics.end());
  const bool unusable = has_errors(diagnostics);
  print_diagnostics(std::move(diagnostics), console);
  const JudgedIncident judged{.incident = read.incident,
                              .report = report,
                              .inputs = read.inputs,
                              .at = at ? **at : last_step(read.incident)};
  const auto write = [&judged](std::string_view format, const Painter& paint) {
    return format_named(incident_formats(), format).write(judged, paint);
  };
  return write_outputs(options.outputs, write, options.common, console,
                       unusable ? ExitCode::kUnusable : exit_code(read.incident, report));
}

}  // namespace

RunCommand add_contain(CLI::App& command) {
  auto options = std::make_shared<ContainOptions>();
  command
      .add_option("INCIDENT", options->file, "incident file, YAML or JSON; - for standard input")
      ->required();
  add_word_option(command, "--expect", options->expect, {"contained", "not-contained", "unknown"},
                  "exit 0 when this is the verdict, 1 when not");
  add_time_option(command, "--at", options->at,
                  "show how credentials stand at this time (RFC 3339)");
  add_outputs(command, options->outputs, format_names(incident_formats()));
  add_output_options(command, options->common);
  add_ascii_option(command, options->common);
  command.footer("Example: cordon contain fixtures/incidents/2017-leaked-key/incident.yaml");
  return [options] { return contain(*options); };
}

}  // namespace cordon
