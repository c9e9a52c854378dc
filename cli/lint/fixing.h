// Safe fixes applied to files: edits by place, round after round until none is left, and each round
// held against the one before: a fix after which the policy would decide differently is refused and
// said to be a mistake of ours. Only files that hold one bare JSON policy are edited.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "cli/lint/lint_run.h"

namespace cordon {

struct FixedFile {
  std::string path;
  std::string before;
  std::string after;
  std::size_t fixes = 0;
};

struct Fixing {
  std::vector<FixedFile> files;  // those with a change
  std::vector<Error> errors;     // fixes that were refused
};

/// Nothing is written.
[[nodiscard]] Fixing fix_files(const LintRun& run, const LintRequest& request);

}  // namespace cordon
