// Where a result goes, in which formats: one to standard output or --output, and any number beside
// it to files of their own. What the formats are is the command's matter: a table of names, and a
// function that writes the result in one of them.
#pragma once

#include <algorithm>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "cli/common_options.h"
#include "cli/exit_code.h"
#include "cli/output.h"

namespace cordon {

struct Outputs {
  struct File {
    std::string format;
    std::string path;
  };
  std::string format;  // the one for standard output or --output
  std::vector<File> files;
};

/// Adds --format, which may be given again. The first name is the default. `outputs` must outlive
/// the parsing.
void add_outputs(CLI::App& command, Outputs& outputs, std::vector<std::string> names);

/// The result in the format of that name.
using WriteFormat = std::function<std::string(std::string_view format, const Painter& paint)>;

/// Writes the result everywhere. Gives `exit_code`, or kUnusable after printing what could not be
/// written; each file is written whole or not at all.
[[nodiscard]] ExitCode write_outputs(const Outputs& outputs, const WriteFormat& write,
                                     const CommonOptions& common, const Console& console,
                                     ExitCode exit_code);

/// The names of a table of formats.
template <class Formats>
[[nodiscard]] std::vector<std::string> format_names(const Formats& formats) {
  std::vector<std::string> names;
  for (const auto& format : formats) names.emplace_back(format.name);
  return names;
}

/// The row of a table of formats that has a name which was checked before.
template <class Formats>
[[nodiscard]] const auto& format_named(const Formats& formats, std::string_view name) {
  return *std::ranges::find_if(formats, [name](const auto& row) { return row.name == name; });
}

}  // namespace cordon
