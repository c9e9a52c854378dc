// `cordon simulate --batch` as users run it: the built program, its streams and its exit status.

#include <fmt/format.h>

#include <string>
#include <string_view>
#include <vector>

#include "doctest/doctest.h"
#include "tests/support/golden.h"
#include "tests/support/run_program.h"

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define CORDON_SANITIZED 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
#define CORDON_SANITIZED 1
#endif
#endif

namespace cordon {
namespace {

using support::ProgramRun;

constexpr std::string_view kLine =
    R"({"id":1,"request":{"principal":"*","action":"s3:GetObject","resource":"*"}})"
    "\n";
constexpr std::string_view kAnswer =
    R"({"id":1,"decision":"implicitDeny","reason":"resource-implicit-deny","decidedBy":[],)"
    R"("missingContextKeys":[]})"
    "\n";

ProgramRun batch(std::string_view input, std::vector<std::string> more = {}) {
  std::vector<std::string> arguments{"simulate", "--batch", "-"};
  arguments.insert(arguments.end(), more.begin(), more.end());
  return support::run_program(arguments, {.standard_input = std::string(input)}).value();
}

// `out | err | exit status` of a script that has `cordon` in its path, and a line in LINE.
std::string shell(const std::string& script) {
  const std::string line(kLine.substr(0, kLine.size() - 1));
  const ProgramRun run =
      support::run_command({"bash", "-c", script}, {.environment = {"LINE=" + line}}).value();
  return fmt::format("{}|{}|{}", run.out, run.err, run.exit_code.value_or(-1));
}

TEST_CASE("batch: the cases of fixtures/batch") {
  const std::vector<std::string> arguments{"simulate", "--batch", "fixtures/batch/cases.jsonl"};
  const ProgramRun run = support::run_program(arguments).value();
  CHECK(run.exit_code == 2);
  CHECK(run.err == "");
  CHECK(support::golden_difference("fixtures/batch/answers.jsonl", run.out) == "");

  auto with_jobs = arguments;
  with_jobs.insert(with_jobs.end(), {"--jobs", "3"});
  CHECK(support::run_program(with_jobs).value().out == run.out);
}

TEST_CASE("batch: exit status") {
  const std::string line(kLine);
  const std::string met = line.substr(0, line.size() - 2) + R"(,"expect":"denied"})";
  const std::string unmet = line.substr(0, line.size() - 2) + R"(,"expect":"allowed"})";
  struct Row {
    std::string input;
    int exit_code;
  };
  const Row rows[] = {
      {"", 0},
      {line, 0},
      {met, 0},
      {unmet, 1},
      {unmet + "\n" + met, 1},
      {unmet + "\nbroken\n" + met, 2},
      {"broken", 2},
  };
  for (const Row& row : rows) {
    CAPTURE(row.input);
    CHECK(batch(row.input).exit_code == row.exit_code);
    CHECK(batch(row.input, {"--jobs", "2"}).exit_code == row.exit_code);
  }
}

TEST_CASE("batch: usage and files that can't be used") {
  const auto run = [](std::vector<std::string> arguments) {
    arguments.insert(arguments.begin(), "simulate");
    const ProgramRun ended = support::run_program(arguments).value();
    CHECK(ended.out == "");
    CHECK(ended.exit_code == 2);
    return ended.err.substr(0, ended.err.find('\n'));
  };
  CHECK(run({"--batch", "none.jsonl"}) == "cordon: error: can't read `none.jsonl`: no such file");
  CHECK(run({"--batch", "fixtures"}) ==
        "cordon: error: can't read `fixtures`: it is a directory, expected a file");
  CHECK(run({"--batch", "-", "--output", "none/out.jsonl"}) ==
        "cordon: error: can't write `none/out.jsonl`: no such file");
  CHECK(run({"--batch", "-", "--expect", "allowed"}).starts_with("cordon simulate: error: "));
}

TEST_CASE("batch: standard input, and policy files beside the working directory") {
  const std::string line =
      R"({"request":{"principal":"arn:aws:iam::111122223333:user/a","action":"s3:GetObject",)"
      R"("resource":"*"},"policies":{"identity":{"file":"full-access.json"}},"expect":"allowed"})";
  CHECK(shell("cd fixtures/batch && echo '" + line +
              "' | cordon simulate --batch - | tail -c 20") == ",\"asExpected\":true}\n||0");
}

TEST_CASE("batch: an answer comes before the next line is sent") {
  for (const std::string jobs : {"1", "3"}) {
    CHECK(shell("coproc C { cordon simulate --batch - --jobs " + jobs + R"(; }
        for i in 1 2 3; do
          echo "$LINE" >&${C[1]}
          read -r -t 20 answer <&${C[0]} || { echo "no answer $i"; kill $C_PID; exit 9; }
          echo "${answer:0:8}"
        done
        pid=$C_PID; eval "exec ${C[1]}>&-"; wait $pid)") ==
          "{\"id\":1,\n{\"id\":1,\n{\"id\":1,\n||0");
  }
}

TEST_CASE("batch: output that nobody reads ends it quietly") {
  const std::string first(kAnswer);
  for (const std::string jobs : {"1", "3"}) {
    CHECK(shell("yes \"$LINE\" | cordon simulate --batch - --jobs " + jobs +
                " | head -n 1; echo ${PIPESTATUS[1]}") == first + "2\n||0");
  }
  CHECK(shell("echo \"$LINE\" | cordon simulate --batch - >&-; echo $?") == "2\n||0");
  CHECK(shell("echo \"$LINE\" | cordon simulate --batch - >/dev/full; echo $?") ==
        "2\n|cordon: error: can't write standard output: No space left on device\n|0");
}

TEST_CASE("batch: --output appears whole") {
  CHECK(shell(R"(d=$(mktemp -d); echo "$LINE" | cordon simulate --batch - --output $d/o; e=$?
                 wc -l <$d/o; ls $d; rm -r $d; exit $e)") == "1\no\n||0");
}

#ifndef CORDON_SANITIZED
// A line of a gigabyte with less than half of that to hold it in.
TEST_CASE("batch: a line that does not fit in memory is refused, the rest is answered") {
  CHECK(shell(R"(ulimit -v 400000
      { echo "$LINE"; head -c 1000000000 /dev/zero | tr '\0' x; echo; echo "$LINE"; } |
        cordon simulate --batch - | cut -c 1-80)") ==
        fmt::format("{0}\n"
                    "{{\"id\":null,\"line\":2,\"error\":{{\"message\":\"the line is longer than "
                    "16777216 bytes (\n{0}\n||0",
                    kAnswer.substr(0, 80)));
}
#endif

}  // namespace
}  // namespace cordon
