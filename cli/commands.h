// The commands of the program, each in a file of its own; main.cc lists them in one table.
#pragma once

#include "cli/command.h"

namespace cordon {

[[nodiscard]] RunCommand add_completion(CLI::App& command);
[[nodiscard]] RunCommand add_contain(CLI::App& command);
[[nodiscard]] RunCommand add_diff(CLI::App& command);
[[nodiscard]] RunCommand add_explain(CLI::App& command);
[[nodiscard]] RunCommand add_lint(CLI::App& command);
[[nodiscard]] RunCommand add_plan(CLI::App& command);
[[nodiscard]] RunCommand add_prove(CLI::App& command);
[[nodiscard]] RunCommand add_query(CLI::App& command);
[[nodiscard]] RunCommand add_rules(CLI::App& command);
[[nodiscard]] RunCommand add_sessions(CLI::App& command);
[[nodiscard]] RunCommand add_simulate(CLI::App& command);
[[nodiscard]] RunCommand add_test(CLI::App& command);

}  // namespace cordon
