// A small policy repository, linted as a whole: what every format makes of it, as golden files, and
// that no format changes the result. fixtures/lint/repository has three broken files and five good
// ones, a configuration with a suppression, and a baseline.

#include <fmt/format.h>

#include <filesystem>
#include <string>
#include <vector>

#include "cli/lint/formats.h"
#include "doctest/doctest.h"
#include "tests/support/file.h"
#include "tests/support/golden.h"
#include "tests/support/run_program.h"

namespace cordon::support {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kRepository = "fixtures/lint/repository";

ProgramRun lint(std::vector<std::string> more) {
  std::vector<std::string> arguments{"lint", "--at", "2026-01-01T00:00:00Z", "."};
  arguments.insert(arguments.end(), more.begin(), more.end());
  const auto run = run_program(arguments, {.directory = (source_root() / kRepository).string()});
  REQUIRE_MESSAGE(run, (run ? "" : run.error()));
  return *run;
}

TEST_CASE("lint: a policy repository in every format") {
  for (const LintFormat& format : lint_formats()) {
    CAPTURE(format.name);
    const ProgramRun run = lint({"--format", std::string(format.name)});
    CHECK(run.exit_code == 1);
    CHECK(run.err == "");
    const std::string golden = fmt::format("fixtures/lint/repository.{}.txt", format.name);
    CHECK(golden_difference(golden, run.out) == "");
  }
}

TEST_CASE("lint: several formats in one run are those of several runs") {
  const fs::path folder = fs::temp_directory_path() / "cordon-lint-formats-test";
  fs::remove_all(folder);
  fs::create_directories(folder);
  std::vector<std::string> arguments{"--format", "concise"};
  for (const LintFormat& format : lint_formats()) {
    arguments.insert(arguments.end(), {"--format", fmt::format("{}={}/{}", format.name,
                                                               folder.string(), format.name)});
  }
  const ProgramRun all = lint(arguments);
  CHECK(all.exit_code == 1);
  CHECK(all.out == lint({"--format", "concise"}).out);
  for (const LintFormat& format : lint_formats()) {
    CAPTURE(format.name);
    CHECK(read_file(folder / format.name) == lint({"--format", std::string(format.name)}).out);
  }
  fs::remove_all(folder);
}

TEST_CASE("lint: what --format can't mean") {
  struct Row {
    std::vector<std::string> arguments;
    std::string_view message;
  };
  const Row rows[] = {
      {{"--format", "sarf"}, "did you mean `sarif`?"},
      {{"--format", "sarf=x"}, "did you mean `sarif`?"},
      {{"--format", "sarif="}, "expected the name of a file behind `sarif=`"},
      {{"--format", "sarif=-"}, "expected the name of a file behind `sarif=`"},
      {{"--format", "json", "--format", "sarif"}, "json and sarif can't both go to the same place"},
      {{"--format", "json=x", "--format", "sarif=x"}, "two formats for `x`"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.message);
    const ProgramRun run = lint(row.arguments);
    CHECK(run.exit_code == 2);
    CHECK(run.out == "");
    CHECK(run.err.contains(row.message));
  }
}

TEST_CASE("lint: a format that can't be written ends in 2, and the others are written") {
  const ProgramRun run =
      lint({"--format", "concise", "--format", "sarif=/no/such/folder/x", "--color", "never"});
  CHECK(run.exit_code == 2);
  CHECK(run.out == lint({"--format", "concise"}).out);
  CHECK(run.err.contains("/no/such/folder/x"));
}

TEST_CASE("lint: an input that can't be read is in every format, and ends in 2") {
  for (const std::string_view format : {"human", "json", "sarif", "github", "junit"}) {
    CAPTURE(format);
    const ProgramRun run = lint({"no-such-file.json", "--format", std::string(format)});
    CHECK(run.exit_code == 2);
    CHECK(run.out.contains(format == "human" ? "1 input could not be read or judged in full"
                                             : "no-such-file.json"));
  }
}

TEST_CASE("lint: what is too long to be judged in full is said, if a rule asked") {
  const fs::path file = fs::temp_directory_path() / "cordon-lint-long-test.json";
  std::string text = R"({"Version":"2012-10-17","Statement":[)";
  for (int i = 0; i < 2000; ++i) {
    text += R"({"Effect":"Deny","Action":"*","Resource":"*","Condition":)"
            R"({"IpAddress":{"aws:SourceIp":"203.0.113.7/32"}}},)";
  }
  text.back() = ']';
  REQUIRE(write_file(file, text + "}"));
  for (const std::string_view format : {"human", "json", "sarif", "github", "junit"}) {
    CAPTURE(format);
    const ProgramRun run =
        lint({file.string(), "--select", "CTN026", "--format", std::string(format)});
    CHECK(run.exit_code == 2);
    const std::string& said = format == "human" ? run.err : run.out;
    CHECK(said.contains(
        "not judged in full: there are too many statements for CTN026 to try them all"));
  }
  CHECK(lint({file.string(), "--select", "SYN005"}).exit_code != 2);
  fs::remove(file);
}

TEST_CASE("lint: a list that is too long to be compared in full is said, if a rule asked") {
  const fs::path file = fs::temp_directory_path() / "cordon-lint-list-test.json";
  std::string text = R"({"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":[)";
  for (int i = 0; i < 3000; ++i) text += fmt::format(R"("s3:*x{}y*",)", i);
  text.back() = ']';
  REQUIRE(write_file(file, text + R"(,"Resource":"*"}})"));
  const ProgramRun run = lint({file.string(), "--select", "SEM058"});
  CHECK(run.exit_code == 2);
  CHECK(run.err.contains("what SEM058 would try or prove is beyond the budget"));
  CHECK(lint({file.string(), "--select", "SEM059"}).exit_code == 0);
  fs::remove(file);
}

}  // namespace
}  // namespace cordon::support
