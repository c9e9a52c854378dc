#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "cli/commands.h"
#include "cli/lint/formats.h"
#include "cli/lint/inputs.h"
#include "cli/output.h"
#include "rules/registry.h"
#include "rules/run.h"

namespace cordon {
namespace {

struct LintOptions {
  CommonOptions common;
  std::vector<std::string> paths;
  std::string type;     // empty: inferred
  std::string fail_on;  // the mildest level that fails the run
  rules::Selection selection;
};

std::vector<rules::Subject> subjects_of(std::vector<rules::FoundDocument> documents,
                                        const rules::Settings& settings) {
  std::vector<rules::Subject> subjects;
  subjects.reserve(documents.size());
  for (rules::FoundDocument& document : documents) {
    subjects.push_back(rules::make_subject(std::move(document), settings, std::nullopt));
  }
  return subjects;
}

rules::LintResult result_of(std::vector<rules::Finding> findings,
                            const std::vector<rules::Subject>& subjects, std::size_t files) {
  rules::LintResult result{.findings = {}, .policies = {}, .files = files, .data_date = {}};
  for (rules::Finding& finding : findings) {
    result.findings.push_back({.finding = std::move(finding), .reason = {}, .fingerprint = {}});
  }
  for (const rules::Subject& subject : subjects) {
    result.policies.push_back({.name = subject.found.name,
                               .source = subject.source(),
                               .type = subject.type,
                               .type_is_inferred = subject.type_is_inferred,
                               .resource_type = subject.found.resource_type});
  }
  return result;
}

bool fails(const rules::LintResult& result, rules::Level mildest) {
  return std::ranges::any_of(result.findings, [&](const rules::JudgedFinding& judged) {
    return judged.state == rules::JudgedFinding::State::kActive && judged.finding.level <= mildest;
  });
}

const LintFormat& format_named(std::string_view name) {
  return *std::ranges::find(lint_formats(), name, &LintFormat::name);
}

ExitCode lint(const LintOptions& options) {
  const Console console = open_console(options.common);
  const auto rules = rules::selected_rules(options.selection);
  if (!rules) {
    print_error(rules.error(), console);
    return ExitCode::kUnusable;
  }
  const rules::Settings settings;
  LintInputs inputs = read_lint_inputs(options.paths, {.type = policy_type_from(options.type)});
  for (const Error& error : inputs.errors) print_error(error, console);
  const auto subjects = subjects_of(std::move(inputs.documents), settings);
  auto findings = rules::run_rules(*rules, subjects);
  if (!findings) {
    print_error(findings.error(), console);
    return ExitCode::kUnusable;
  }
  const rules::LintResult result = result_of(std::move(*findings), subjects, inputs.files);
  const ExitCode code =
      fails(result, *rules::level_from(options.fail_on)) ? ExitCode::kNo : ExitCode::kYes;
  return write_result(format_named(options.common.format).write(result, console.out),
                      options.common, console, inputs.errors.empty() ? code : ExitCode::kUnusable);
}

}  // namespace

RunCommand add_lint(CLI::App& command) {
  auto options = std::make_shared<LintOptions>();
  command.add_option("PATH", options->paths, "policy files; - for standard input")->required();
  add_word_option(command, "--type", options->type,
                  {kPolicyTypeNames.begin(), kPolicyTypeNames.end()},
                  "the policies' type (default: inferred)");
  options->fail_on = "warning";
  add_word_option(command, "--fail-on", options->fail_on, {"error", "security", "warning", "info"},
                  "the mildest level that ends in exit 1 (default: warning)");
  std::vector<std::string> formats;
  for (const LintFormat& format : lint_formats()) formats.emplace_back(format.name);
  add_common_options(command, options->common, formats);
  command.footer("Example: cordon lint fixtures/policies/operate-instances.json");
  return [options] { return lint(*options); };
}

}  // namespace cordon
