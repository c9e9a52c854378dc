#include "tests/support/run_program.h"

#include "doctest/doctest.h"

namespace cordon::support {
namespace {

// One line that says all of a run: `exit 3 out[…] err[…]`.
std::string dump(const std::expected<ProgramRun, std::string>& run) {
  if (!run) return "error: " + run.error();
  const std::string exit = run->exit_code ? "exit " + std::to_string(*run->exit_code) : "signal";
  return exit + " out[" + run->out + "] err[" + run->err + "]";
}

TEST_CASE("run_command hands over the streams and the exit status") {
  struct Row {
    std::string_view script, dump;
  };
  const Row rows[] = {
      {"true", "exit 0 out[] err[]"},
      {"printf a; printf b >&2; exit 3", "exit 3 out[a] err[b]"},
      {"cat", "exit 0 out[given\n] err[]"},
      {"kill -9 $$", "signal out[] err[]"},
      {"test -f CMakeLists.txt && printf root", "exit 0 out[root] err[]"},
      {"printf %s \"$NO_COLOR-$EXTRA\"", "exit 0 out[1-e=f] err[]"},
  };
  for (const Row& row : rows) {
    const ProgramInput input{.standard_input = "given\n", .environment = {"EXTRA=e=f"}};
    CHECK(dump(run_command({"sh", "-c", std::string(row.script)}, input)) == row.dump);
  }
}

TEST_CASE("run_command merges the streams in the order of writing") {
  const ProgramInput input{.merge_errors = true};
  CHECK(dump(run_command({"sh", "-c", "echo 1; echo 2 >&2; echo 3"}, input)) ==
        "exit 0 out[1\n2\n3\n] err[]");
}

TEST_CASE("run_command reports what it can't run to the end") {
  CHECK(dump(run_command({"no-such-program-here"})) ==
        "error: can't start `no-such-program-here`: No such file or directory");
  const ProgramInput input{.time_limit = std::chrono::seconds(1)};
  // The grandchild must be ended too: it would hold the pipeline of whoever runs the tests.
  CHECK(dump(run_command({"sh", "-c", "sleep 50 & sleep 50"}, input)) ==
        "error: `sh` ran longer than 1 s and was killed");
}

}  // namespace
}  // namespace cordon::support
