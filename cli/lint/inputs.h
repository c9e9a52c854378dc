// From the paths of a command line to the policy documents to be linted: files, folders that are
// searched, and standard input. Files are opened here; what in them is a policy is rules/'
// knowledge. One path that can't be read never stops the rest.
#pragma once

#include <cstddef>
#include <expected>
#include <optional>
#include <string>
#include <vector>

#include "cli/find_files.h"
#include "engine/policy_type.h"
#include "grammar/diagnostic.h"
#include "rules/subject.h"

namespace cordon {

struct LintInputOptions {
  std::optional<PolicyType> type;  // --type: of every document
  IgnoreFiles ignore_files = IgnoreFiles::kRespect;
  /// What standard input is called, so that the settings of that path apply; empty: `<stdin>`.
  std::string stdin_name;
  /// Files that are named and hold no policy are passed over like those of a folder.
  bool skip_others = false;
};

struct LintInputs {
  std::vector<rules::FoundDocument> documents;
  std::size_t files = 0;                    // with at least one policy in them
  std::vector<Error> errors;                // what could not be read; the rest was
  Diagnostics warnings;                     // about documents that a file lacks
  std::vector<SkippedPath> without_policy;  // files that were named, and why
  std::vector<SkippedPath> skipped;         // what a search passed over
};

/// Reads `paths` (`-`: standard input) in their order, each file once.
[[nodiscard]] LintInputs read_lint_inputs(const std::vector<std::string>& paths,
                                          const LintInputOptions& options);

/// The paths in a file (`-`: standard input), one a line, or with a NUL behind each as
/// `git ls-files -z` writes them.
[[nodiscard]] std::expected<std::vector<std::string>, Error> read_path_list(
    const std::string& file);

}  // namespace cordon
