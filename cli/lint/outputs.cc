#include "cli/lint/outputs.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <utility>

#include "cli/files.h"
#include "cli/lint/formats.h"
#include "grammar/diagnostic.h"

namespace cordon {
namespace {

std::vector<std::string> format_names() {
  std::vector<std::string> names;
  for (const LintFormat& format : lint_formats()) names.emplace_back(format.name);
  return names;
}

/// `sarif=FILE`; the path of a mere `sarif` is empty.
LintOutputs::File split(const std::string& word) {
  const std::size_t equals = word.find('=');
  if (equals == std::string::npos) return {.format = word, .path = {}};
  return {.format = word.substr(0, equals), .path = word.substr(equals + 1)};
}

std::string check_format(const std::string& word) {
  const LintOutputs::File file = split(word);
  std::string wrong = wrong_word(file.format, format_names());
  if (!wrong.empty() || file.format.size() == word.size()) return wrong;
  if (file.path.empty() || file.path == "-") {
    return fmt::format("expected the name of a file behind {}", backticked(file.format + '='));
  }
  return {};
}

void add_output(const std::string& word, LintOutputs& outputs) {
  LintOutputs::File file = split(word);
  if (file.path.empty()) {
    if (!outputs.format.empty()) {
      throw CLI::ValidationError("--format",
                                 fmt::format("{} and {} can't both go to the same place; write "
                                             "{}=FILE for one of them",
                                             outputs.format, file.format, file.format));
    }
    outputs.format = std::move(file.format);
    return;
  }
  if (std::ranges::find(outputs.files, file.path, &LintOutputs::File::path) !=
      outputs.files.end()) {
    throw CLI::ValidationError("--format",
                               fmt::format("two formats for {}", backticked(file.path)));
  }
  outputs.files.push_back(std::move(file));
}

const LintFormat& format_named(std::string_view name) {
  return *std::ranges::find(lint_formats(), name, &LintFormat::name);
}

}  // namespace

void add_lint_outputs(CLI::App& command, LintOutputs& outputs) {
  const std::vector<std::string> names = format_names();
  command
      .add_option_function<std::vector<std::string>>(
          "--format",
          [&outputs](const std::vector<std::string>& words) {
            for (const std::string& word : words) add_output(word, outputs);
          },
          fmt::format("how the result is written (default: {}); FORMAT=FILE writes one more, to a "
                      "file, and may be repeated",
                      names.front()))
      ->allow_extra_args(false)
      ->type_name(fmt::format("{}", fmt::join(names, "|")))
      ->check(CLI::Validator([](std::string& word) { return check_format(word); }, ""))
      ->group(std::string(kCommonGroup));
}

ExitCode write_lint_result(const rules::LintResult& result, const LintOutputs& outputs,
                           const CommonOptions& common, const Console& console,
                           ExitCode exit_code) {
  const Painter for_files(common.color == ColorChoice::kAlways);
  for (const LintOutputs::File& file : outputs.files) {
    const std::string text = format_named(file.format).write(result, for_files);
    if (const auto written = write_output(file.path, text); !written) {
      print_error(written.error(), console);
      exit_code = ExitCode::kUnusable;
    }
  }
  const LintFormat& format =
      outputs.format.empty() ? lint_formats().front() : format_named(outputs.format);
  return write_result(format.write(result, console.out), common, console, exit_code);
}

}  // namespace cordon
