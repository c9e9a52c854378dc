// `cordon test` as a program: every format of the shipped policy tests, exit statuses, and one
// clear message for whatever can't be used.

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <unistd.h>

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "doctest/doctest.h"
#include "tests/support/file.h"
#include "tests/support/golden.h"
#include "tests/support/run_program.h"
#include "tests/support/schemas.h"

namespace cordon::support {
namespace {

using Words = std::vector<std::string>;

constexpr std::string_view kFolder = "fixtures/policy-tests";

ProgramRun run(Words words, const std::string& standard_input = "") {
  words.insert(words.begin(), "test");
  const auto result =
      run_program(words, {.standard_input = standard_input, .directory = std::string(kFolder)});
  REQUIRE(result);
  return *result;
}

std::string golden(std::string_view name, std::string_view text) {
  return golden_difference(fmt::format("{}/expected/{}.txt", kFolder, name), text);
}

TEST_CASE("test: every format of passing, failing and unusable tests") {
  struct Row {
    std::string folder;
    int exit_code;
  };
  for (const auto& [folder, exit_code] : {Row{"passing", 0}, Row{"failing", 1}, Row{"bad", 2}}) {
    for (const std::string format : {"human", "json", "junit", "tap"}) {
      CAPTURE(folder);
      CAPTURE(format);
      const ProgramRun result = run({folder, "--format", format});
      CHECK(golden(fmt::format("{}.{}", folder, format), result.out) == "");
      CHECK(golden(fmt::format("{}.messages", folder), result.err) == "");
      CHECK(result.exit_code == exit_code);
      if (format == "json") CHECK(json_schema_complaint("cordon.test.v1.json", result.out) == "");
      if (format == "junit") CHECK(xml_schema_complaint("jenkins-junit.xsd", result.out) == "");
      CHECK(run({folder, "--format", format, "--jobs", "8"}).out == result.out);
    }
  }
}

TEST_CASE("test: which tests are run, and the exit status") {
  struct Row {
    Words words;
    int exit_code;
    std::string_view last;  // line of the output
    std::string_view error;
  };
  const Row rows[] = {
      {{"passing", "failing/passes.cordon.json"}, 0, "17 passed, 0 failed (2 files)", ""},
      {{"failing", "--filter", "NOTHING IS"}, 0, "1 passed, 0 failed (1 file)", ""},
      {{"failing", "--filter", "raw/1"}, 1, "0 passed, 1 failed (1 file)", ""},
      {{"failing", "--filter", "raw/1", "--filter", "nothing is"},
       1,
       "1 passed, 1 failed (2 files)",
       ""},
      {{"passing", "--filter", "no such name"},
       2,
       "0 passed, 0 failed, 1 problem that kept tests from running (0 files)",
       "cordon: error: no test has such a name\n"},
      {{"passing", "passing/reports.cordon.yaml", "./passing"},
       0,
       "16 passed, 0 failed (1 file)",
       ""},
      {{"passing", "lost.cordon.yaml"},
       2,
       "16 passed, 0 failed, 1 problem that kept tests from running (1 file)",
       "cordon: error: can't read `lost.cordon.yaml`: no such file\n"},
      {{"policies"},
       2,
       "0 passed, 0 failed, 1 problem that kept tests from running (0 files)",
       "cordon: error: no tests in `policies`: expected files called *.cordon.yaml or "
       "*.cordon.json, or incident files with `expect` (of the verdict, a probe or a claim)\n"},
      {{"passing", "--jobs", "0"},
       2,
       "",
       "cordon test: error: --jobs: `0` is out of range: expected 1 to 256"},
      {{"passing", "--jobs", "abc"}, 2, "", "cordon test: error: --jobs: `abc` is not a number"},
      {{"passing", "--format", "xml"},
       2,
       "",
       "cordon test: error: --format: `xml` is none of human, json, junit, tap"},
  };
  for (const Row& row : rows) {
    CAPTURE(fmt::format("{}", fmt::join(row.words, " ")));
    const ProgramRun result = run(row.words);
    CHECK(result.exit_code == row.exit_code);
    CHECK(result.out.ends_with(row.last.empty() ? "" : fmt::format("{}\n", row.last)));
    CHECK(result.err.substr(0, row.error.size()) == row.error);
    CHECK(row.error.empty() == result.err.empty());
  }
}

TEST_CASE("test: coverage and mutants, in every format") {
  struct Row {
    std::string name;
    Words words;
    int exit_code;
  };
  const Row rows[] = {
      {"coverage", {"failing", "--coverage", "--coverage-min", "60"}, 1},
      {"mutants", {"passing", "incidents", "--mutate"}, 1},
  };
  for (const Row& row : rows) {
    for (const std::string format : {"human", "json", "junit", "tap"}) {
      CAPTURE(row.name);
      CAPTURE(format);
      Words words = row.words;
      words.insert(words.end(), {"--format", format});
      const ProgramRun result = run(words);
      CHECK(golden(fmt::format("{}.{}", row.name, format), result.out) == "");
      CHECK(result.exit_code == row.exit_code);
      if (format == "json") CHECK(json_schema_complaint("cordon.test.v1.json", result.out) == "");
      if (format == "junit") CHECK(xml_schema_complaint("jenkins-junit.xsd", result.out) == "");
      words.insert(words.end(), {"--jobs", "8"});
      CHECK(run(words).out == result.out);
    }
  }
}

TEST_CASE("test: coverage and mutants decide the exit status") {
  struct Row {
    Words words;
    int exit_code;
    std::string_view says;  // on standard error where the exit status is 2
  };
  const Row rows[] = {
      {{"passing", "--coverage"}, 0, "Coverage: 100 % (statements 4 of 4"},
      {{"passing", "--coverage-min", "100"}, 0, "Coverage: 100 %"},
      {{"failing/passes.cordon.json", "--coverage-min", "100"}, 0, "Coverage: 100 % (statements 0"},
      {{"failing", "--filter", "nothing is", "--coverage-min", "1"}, 0, "Coverage: 100 %"},
      {{"passing", "--filter", "boundary", "--coverage-min", "50"},
       1,
       "Coverage: 25 %, expected at least 50 %"},
      {{"passing", "--coverage-min", "101"},
       2,
       "--coverage-min: `101` is out of range: expected 0 to 100"},
      {{"passing", "--coverage-min", "abc"},
       2,
       "--coverage-min: `abc` is not a number: expected 0 to 100"},
      {{"passing", "--coverage-min", "-1"}, 2, "--coverage-min: `-1` is not a number"},
      {{"passing", "--mutants", "2"}, 2, "--mutants requires --mutate"},
      {{"passing", "--mutate", "--mutants", "2"}, 0, "Mutants: 2, 2 noticed, 0 surviving"},
      {{"passing", "--mutate", "--mutants", "2"}, 0, "not tried: 3 mutants"},
      {{"passing", "--mutate", "--mutants", "0"},
       2,
       "--mutants: `0` is out of range: expected 1 to 1000000"},
      {{"failing", "--mutate"}, 1, "surviving"},
      {{"incidents/answered.yaml", "--mutate"}, 0, "Mutants: 2, 2 noticed, 0 surviving"},
      {{"incidents/answered.yaml", "--mutate", "--filter", "no such"},
       2,
       "no test has such a name"},
      {{"incidents/unanswered.yaml", "--mutate"}, 1, "not tried: incidents/unanswered.yaml: "},
      {{"incidents/claimed.yaml", "--mutate"}, 1, "not tried: incidents/claimed.yaml: "},
      {{"incidents/claimed.yaml", "--mutate", "--filter", "nothing is left"},
       0,
       "Mutants: 0, 0 noticed"},
  };
  for (const Row& row : rows) {
    CAPTURE(fmt::format("{}", fmt::join(row.words, " ")));
    const ProgramRun result = run(row.words);
    CHECK(result.exit_code == row.exit_code);
    CHECK((row.exit_code == 2 ? result.err : result.out).contains(row.says));
  }
}

TEST_CASE("test: incident files are tests when they expect something") {
  const ProgramRun all = run({"incidents", "-v"});
  CHECK(golden("incidents.human", all.out) == "");
  CHECK(golden("incidents.messages", all.err) == "");
  CHECK(all.exit_code == 1);
  const ProgramRun named = run({"incidents/expects-nothing.yaml"});
  CHECK(named.err.contains("expects nothing: an incident file is a test when"));
  CHECK(named.exit_code == 2);
}

TEST_CASE("test: several formats in one run, without colours in those for programs") {
  const std::filesystem::path path =
      std::filesystem::temp_directory_path() / fmt::format("cordon-test-formats-{}.xml", getpid());
  const ProgramRun result = run(
      {"failing", "--format", "human", "--format", "junit=" + path.string(), "--color", "always"});
  const std::string junit = read_file(path).value_or("");
  std::filesystem::remove(path);
  CHECK(result.exit_code == 1);
  CHECK(result.out.contains("\x1b["));
  CHECK(junit == read_file(fmt::format("{}/expected/failing.junit.txt", kFolder)).value());
}

constexpr std::string_view kAlice =
    R"("principal": "arn:aws:iam::111122223333:user/alice", "action": "s3:GetObject")";

std::string file_with(std::string_view members) {
  return fmt::format(R"({{"version": 1, "defaults": {{{}, "resource": "*"}}, {}}})", kAlice,
                     members);
}

TEST_CASE("test: what one case comes to, from standard input") {
  struct Row {
    std::string_view members;  // beside version and defaults
    std::string_view out;      // with -v
    std::string_view message;
  };
  const Row rows[] = {
      {R"("cases": [{"name": "a", "expect": "denied"}])", "pass <stdin>:1:145: a\n", ""},
      {R"("cases": [{"name": "a", "request": {"action": ["s3:Get", "s3:Put"]}, "expect": "denied"}])",
       "pass <stdin>:1:145: a [s3:Get]\npass <stdin>:1:145: a [s3:Put]\n", ""},
      {R"("cases": [{"name": "a", "request": {"action": ["s3:Get", "s3"]}, "expect": "denied"}])",
       "pass <stdin>:1:145: a [s3:Get]\n",
       "action `s3`: expected `service:name`, such as `s3:GetObject`"},
      {R"("unstated": "unknown", "cases": [{"name": "a", "expect": "implicitDeny"}])",
       "pass <stdin>:1:168: a\n", ""},
      {R"("cases": [{"name": "a", "expect": "denied", "unstated": "maybe"}])", "",
       "`unstated` can't be `maybe`"},
      {R"("cases": [{"name": "a", "expect": null}])", "", "a case needs `expect`"},
      {R"("cases": [{"name": "a", "expect": "denied", "decidedBy": ""}])", "",
       "`decidedBy` is empty"},
      {R"("cases": [{"name": "a", "expect": "denied", "decidedBy": []}])", "",
       "`decidedBy` is empty"},
      {R"("cases": [{"name": "a", "expect": "denied", "decidedBy": null}])", "",
       "`decidedBy` is empty"},
      {R"("cases": [{"name": "a", "expect": "denied", "decidedBy": ["Deny", ""]}])", "",
       "`decidedBy` is empty"},
      {R"("claims": [{"name": "a", "none": {}, "expect": null}])", "", "a claim needs `expect`"},
      {R"("cases": [{"name": "", "expect": "denied"}])", "", "a test needs a name"},
      {R"("cases": [{"expect": "denied"}])", "", "a case needs `name`"},
      {R"("cases": [7])", "", "a case has to be an object, not a number"},
      {R"("cases": {"name": "a"})", "", "`cases` has to be an array, not an object"},
      {R"("cases": [{"name": "a", "request": 7, "expect": "denied"}])", "",
       "`request` has to be an object, not a number"},
      {R"("names": 1)", "", "unknown member `names` in a test file"},
      {R"("name": "nothing")", "", "a test file needs `cases` or `claims`"},
      {R"("cases": [{"name": "a", "expect": "denied", "policies": {"identiy": []}}])", "",
       "unknown member `identiy` in `policies`"},
      {R"("policies": {"identity": {"Statement": 7}}, "cases": [{"name": "a", "expect": "denied"}])",
       "", "`Statement` must be an object"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.members);
    const ProgramRun result = run({"-", "-v"}, file_with(row.members));
    CHECK(result.out.starts_with(row.out));
    CHECK(result.err.contains(row.message));
    CHECK(result.err.empty() == row.message.empty());
    CHECK(result.exit_code == (row.message.empty() ? 0 : 2));
  }
}

TEST_CASE("test: a list of lists that would be too many cases is refused") {
  const auto list = [](std::string_view start) {
    std::string texts;
    for (int i = 0; i < 1000; ++i) texts += fmt::format("{}\"{}{}\"", i == 0 ? "" : ",", start, i);
    return texts;
  };
  const std::string text = file_with(fmt::format(
      R"("cases": [{{"name": "a", "request": {{"action": [{}], "resource": [{}]}}, "expect": "denied"}}])",
      list("s3:Get"), list("arn:aws:s3:::b/")));
  const ProgramRun result = run({"-"}, text);
  CHECK(result.exit_code == 2);
  CHECK(result.err.contains("the file has more than 100000 cases and claims"));
}

TEST_CASE("test: members of a case stand before the defaults, keys of the context each by itself") {
  const std::string text = R"({
    "version": 1,
    "policies": {"identity": {"Version": "2012-10-17", "Statement": [
      {"Effect": "Allow", "Action": "s3:*", "Resource": "*", "Condition": {
        "StringEquals": {"aws:SourceVpc": "vpc-1", "aws:PrincipalTag/team": "red"}}}]}},
    "defaults": {"principal": "arn:aws:iam::111122223333:user/alice", "action": "s3:GetObject",
      "resource": "*", "context": {"aws:SourceVpc": "vpc-1", "aws:PrincipalTag/team": "red"}},
    "cases": [
      {"name": "both keys are the defaults'", "expect": "allowed"},
      {"name": "one key is the case's", "expect": "implicitDeny",
       "request": {"context": {"AWS:sourcevpc": "vpc-2"}}},
      {"name": "one key is taken out", "expect": "implicitDeny",
       "request": {"context": {"aws:SourceVpc": null}}},
      {"name": "no policies", "expect": "implicitDeny", "policies": {"identity": []}},
      {"name": "a boundary beside the shared policies", "expect": "implicitDeny",
       "policies": {"boundary": {"Version": "2012-10-17", "Statement": [
         {"Effect": "Allow", "Action": "ec2:*", "Resource": "*"}]}}}
    ]})";
  const ProgramRun result = run({"-"}, text);
  CHECK(result.out == "5 passed, 0 failed (1 file)\n");
  CHECK(result.err == "");
}

}  // namespace
}  // namespace cordon::support
