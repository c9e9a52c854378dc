// Where a lint result goes, in which formats: one to standard output or --output, and any number
// beside it to files of their own. What the formats are: formats.h.
#pragma once

#include <string>
#include <vector>

#include "cli/common_options.h"
#include "cli/exit_code.h"
#include "cli/output.h"
#include "rules/lint_result.h"

namespace cordon {

struct LintOutputs {
  struct File {
    std::string format;
    std::string path;
  };
  std::string format;  // empty: the default one
  std::vector<File> files;
};

/// Adds --format, which may be given again. `outputs` must outlive the parsing.
void add_lint_outputs(CLI::App& command, LintOutputs& outputs);

/// Writes the result everywhere. Gives `exit_code`, or kUnusable after printing what could not be
/// written; each file is written whole or not at all.
[[nodiscard]] ExitCode write_lint_result(const rules::LintResult& result,
                                         const LintOutputs& outputs, const CommonOptions& common,
                                         const Console& console, ExitCode exit_code);

}  // namespace cordon
