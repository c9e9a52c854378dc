// What a command is to main.cc: a row of a table. A command adds its options to its own sub-command
// of CLI11 and gives back what runs it; main.cc parses, calls it once, and ends with its exit code.
// How to add a command: docs/architecture.md names the files.
#pragma once

#include <functional>
#include <string_view>

#include "cli/exit_code.h"

namespace CLI {
class App;
}

namespace cordon {

/// Runs a command with the options that were parsed. Called once, after parsing.
using RunCommand = std::function<ExitCode()>;

struct Command {
  std::string_view name;
  std::string_view summary;  // one line, lower case, no full stop
  /// Adds options, and an example as the footer. The result owns what the options write into.
  RunCommand (*add)(CLI::App& command);
};

}  // namespace cordon
