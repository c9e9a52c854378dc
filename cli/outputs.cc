#include "cli/outputs.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <utility>

#include "cli/files.h"
#include "grammar/diagnostic.h"

namespace cordon {
namespace {

/// `sarif=FILE`; the path of a mere `sarif` is empty.
Outputs::File split(const std::string& word) {
  const std::size_t equals = word.find('=');
  if (equals == std::string::npos) return {.format = word, .path = {}};
  return {.format = word.substr(0, equals), .path = word.substr(equals + 1)};
}

std::string check_format(const std::string& word, const std::vector<std::string>& names) {
  const Outputs::File file = split(word);
  std::string wrong = wrong_word(file.format, names);
  if (!wrong.empty() || file.format.size() == word.size()) return wrong;
  if (file.path.empty() || file.path == "-") {
    return fmt::format("expected the name of a file behind {}", backticked(file.format + '='));
  }
  return {};
}

/// Collects what --format was given; `told` says whether one for standard output was among it.
void add_output(const std::string& word, Outputs& outputs, bool& told) {
  Outputs::File file = split(word);
  if (file.path.empty()) {
    if (std::exchange(told, true)) {
      throw CLI::ValidationError("--format",
                                 fmt::format("{} and {} can't both go to the same place; write "
                                             "{}=FILE for one of them",
                                             outputs.format, file.format, file.format));
    }
    outputs.format = std::move(file.format);
    return;
  }
  if (std::ranges::find(outputs.files, file.path, &Outputs::File::path) != outputs.files.end()) {
    throw CLI::ValidationError("--format",
                               fmt::format("two formats for {}", backticked(file.path)));
  }
  outputs.files.push_back(std::move(file));
}

}  // namespace

void add_outputs(CLI::App& command, Outputs& outputs, std::vector<std::string> names) {
  outputs.format = names.front();
  command
      .add_option_function<std::vector<std::string>>(
          "--format",
          [&outputs](const std::vector<std::string>& words) {
            bool told = false;
            for (const std::string& word : words) add_output(word, outputs, told);
          },
          fmt::format("how the result is written (default: {}); FORMAT=FILE writes one more, to a "
                      "file, and may be repeated",
                      names.front()))
      ->allow_extra_args(false)
      ->type_name(fmt::format("{}", fmt::join(names, "|")))
      ->check(CLI::Validator([names](std::string& word) { return check_format(word, names); }, ""))
      ->group(std::string(kCommonGroup));
}

ExitCode write_outputs(const Outputs& outputs, const WriteFormat& write,
                       const CommonOptions& common, const Console& console, ExitCode exit_code) {
  const Painter for_files(common.color == ColorChoice::kAlways,
                          common.ascii ? Charset::kAscii : Charset::kUnicode);
  for (const Outputs::File& file : outputs.files) {
    if (!write_result_file(file.path, write(file.format, for_files), console)) {
      exit_code = ExitCode::kUnusable;
    }
  }
  return write_result(write(outputs.format, console.out), common, console, exit_code);
}

}  // namespace cordon
