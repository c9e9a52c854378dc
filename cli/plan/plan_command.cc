#include <fmt/format.h>

#include <CLI/CLI.hpp>

#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "cli/commands.h"
#include "cli/files.h"
#include "cli/output.h"
#include "cli/outputs.h"
#include "cli/plan/formats.h"
#include "engine/incident/plan/plan.h"
#include "grammar/date_time.h"

namespace cordon {
namespace {

struct PlanCommandOptions {
  CommonOptions common;
  Outputs outputs;
  std::string file;
  std::string at;  // empty: the latest moment that the incident tells of
};

ExitCode fail(std::string message, const Console& console) {
  print_error({std::move(message)}, console);
  return ExitCode::kUnusable;
}

ExitCode plan(const PlanCommandOptions& options) {
  const Console console = open_console(options.common);
  incident::PlanOptions plan_options;
  if (!options.at.empty()) {
    const auto at = parse_time(options.at);
    if (!at) return fail(fmt::format("--at: {}", at.error()), console);
    plan_options.at = *at;
  }
  auto source = read_source(options.file);
  if (!source) return fail(source.error().message, console);
  const auto load = [&](std::string_view path) {
    return read_source(path_beside(options.file, path));
  };
  incident::IncidentResult read = incident::read_incident(std::move(*source), load);
  const bool unusable = !read.usable || has_errors(read.diagnostics);
  print_diagnostics(std::move(read.diagnostics), console);
  if (!read.usable) return ExitCode::kUnusable;
  const auto made = incident::make_plan(read.incident, plan_options);
  if (!made) return fail(made.error(), console);
  const MadePlan shown{.plan = *made, .inputs = read.inputs};
  const auto write = [&shown](std::string_view format, const Painter& paint) {
    return format_named(plan_formats(), format).write(shown, paint);
  };
  const bool contains = made->outcome != incident::PlanOutcome::kFails;
  return write_outputs(options.outputs, write, options.common, console,
                       unusable   ? ExitCode::kUnusable
                       : contains ? ExitCode::kYes
                                  : ExitCode::kNo);
}

}  // namespace

RunCommand add_plan(CLI::App& command) {
  auto options = std::make_shared<PlanCommandOptions>();
  command
      .add_option("INCIDENT", options->file, "incident file, YAML or JSON; - for standard input")
      ->required();
  add_time_option(command, "--at", options->at,
                  "when the first step is taken (RFC 3339; default: the latest moment that the "
                  "incident tells of)");
  add_outputs(command, options->outputs, format_names(plan_formats()));
  add_output_options(command, options->common);
  command.footer("Example: cordon plan fixtures/incidents/2017-leaked-key/incident.yaml");
  return [options] { return plan(*options); };
}

}  // namespace cordon
