// From what the command line names to log files: files, folders that are searched, and patterns
// with `*`, `?`, `[…]` and `**`, which a shell without globstar does not expand. No file is opened.
#pragma once

#include <string>
#include <vector>

#include "grammar/diagnostic.h"

namespace cordon {

struct TrailFiles {
  std::vector<std::string> paths;  // each once
  std::vector<Error> errors;       // what is not there, or can't be looked into
};

/// CloudTrail writes the time into the names of its files: they come in that order, so that they
/// need not be read twice; others before them, by name. `-` is standard input.
[[nodiscard]] TrailFiles find_trail_files(const std::vector<std::string>& named);

}  // namespace cordon
