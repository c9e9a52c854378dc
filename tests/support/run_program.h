// Runs a program (mostly the built `cordon`) for command-line tests: arguments and standard input
// in; standard output, standard error and exit status out. Not a shell: no word splitting, no
// globbing, unless the test names `sh` as its program.
#pragma once

#include <chrono>
#include <expected>
#include <optional>
#include <string>
#include <vector>

namespace cordon::support {

struct ProgramRun {
  std::string out;
  std::string err;
  // The exit status; absent when a signal ended the program.
  std::optional<int> exit_code;
};

struct ProgramInput {
  // Standard input; it is at its end afterwards.
  std::string standard_input;
  // Working directory; empty means the source root.
  std::string directory;
  // NAME=VALUE, put over the test program's own environment.
  std::vector<std::string> environment;
  // After this long the program is killed, and the run is an error.
  std::chrono::seconds time_limit{60};
  // Write standard error into `out` too, in the order of writing, as a terminal shows it.
  bool merge_errors = false;
};

// The absolute path of the `cordon` program that was built together with the tests.
std::string program_path();

// Runs `cordon` with `arguments`. Colours are off and the locale is C.UTF-8 unless `input` says
// otherwise. An error says why the program could not be run to its end.
std::expected<ProgramRun, std::string> run_program(const std::vector<std::string>& arguments,
                                                   const ProgramInput& input = {});

// Runs `command` (its first word looked up in PATH), with the folder of the built `cordon` in front
// of PATH.
std::expected<ProgramRun, std::string> run_command(const std::vector<std::string>& command,
                                                   const ProgramInput& input = {});

}  // namespace cordon::support
