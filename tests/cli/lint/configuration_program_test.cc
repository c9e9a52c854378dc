// Configuration, suppressions, baseline and fixes through the built program, in a folder of its
// own.

#include <filesystem>
#include <string>
#include <vector>

#include "cli/lint/unified_diff.h"
#include "doctest/doctest.h"
#include "tests/support/file.h"
#include "tests/support/run_program.h"

namespace cordon {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kBroken = R"({
  "Version": "2012-10-17",
  "Statement": [
    {"Sid": "Read", "Effect": "Allow", "Actions": "s3:GetObject", "Resource": "arn:aws:s3:::a/*"}
  ]
}
)";

// A folder that is gone when the test ends.
class Folder {
 public:
  Folder() : path_(fs::temp_directory_path() / "cordon-lint-test") {
    fs::remove_all(path_);
    fs::create_directories(path_ / ".git");  // configurations above are not this folder's
  }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  ~Folder() { fs::remove_all(path_); }

  void write(const fs::path& file, std::string_view text) const {
    REQUIRE(support::write_file(path_ / file, text));
  }
  [[nodiscard]] std::string read(const fs::path& file) const {
    return support::read_file(path_ / file).value();
  }
  [[nodiscard]] support::ProgramRun lint(std::vector<std::string> arguments) const {
    arguments.insert(arguments.end(), {"--format", "concise", "--select", "SYN005,STY014,STY015"});
    return lint_as_called(std::move(arguments));
  }
  [[nodiscard]] support::ProgramRun lint_as_called(std::vector<std::string> arguments) const {
    arguments.insert(arguments.begin(), "lint");
    return support::run_program(arguments, {.directory = path_.string()}).value();
  }

 private:
  fs::path path_;
};

constexpr std::string_view kFinding = "p/a.json:4:40: error: SYN005 unknown element `Actions`\n";

TEST_CASE("lint: the configuration decides what counts") {
  struct Row {
    std::string_view about, config, out, err;
    int exit_code;
  };
  const Row rows[] = {
      {"none", "", kFinding, "", 1},
      {"a suppression by file",
       "lint:\n  suppressions:\n    - {rule: SYN005, file: p/a.json, reason: known}\n", "", "", 0},
      {"by name, statement and pattern",
       "lint:\n  suppressions:\n    - {rule: unknown-element, file: '*.json', statement: Read, "
       "reason: "
       "known}\n",
       "", "", 0},
      {"by AWS code and number",
       "lint:\n  suppressions:\n    - {rule: aws:INVALID_POLICY_ELEMENT, file: p/, statement: "
       "'#0', "
       "reason: known}\n",
       "", "", 0},
      {"of another statement",
       "lint:\n  suppressions:\n    - {rule: SYN005, file: p/, statement: Other, reason: known}\n",
       "cordon.yaml:3:7: warning: STY014 the suppression of SYN005 in `p/` suppresses nothing\n"
       "p/a.json:4:40: error: SYN005 unknown element `Actions`\n",
       "", 1},
      {"expired",
       "lint:\n  suppressions:\n    - {rule: SYN005, file: p/, reason: known, expires: "
       "2020-01-01T00:00:00Z}\n",
       "cordon.yaml:3:7: warning: STY015 the suppression of SYN005 in `p/` expired at "
       "2020-01-01T00:00:00Z\np/a.json:4:40: error: SYN005 unknown element `Actions`\n",
       "", 1},
      {"without reason", "lint:\n  suppressions:\n    - {rule: SYN005, file: p/}\n",
       "cordon.yaml:3:7: warning: STY015 the suppression of SYN005 in `p/` has no reason, so it "
       "has no "
       "effect\np/a.json:4:40: error: SYN005 unknown element `Actions`\n",
       "", 1},
      {"an unknown member", "lint:\n  ignored: [SYN]\n", "",
       "cordon.yaml:2:3: error: unknown member `ignored` in the configuration of lint\n"
       "    2 |   ignored: [SYN]\n      |   ^~~~~~~\n      = did you mean `ignore`?\n",
       2},
      {"an unknown rule", "lint:\n  ignore: [QQQ999]\n", "",
       "cordon.yaml:2:12: error: no rule is called `QQQ999`\n"
       "    2 |   ignore: [QQQ999]\n      |            ^~~~~~\n      = see `cordon rules`\n",
       2},
      {"an expiry without zone",
       "lint:\n  suppressions:\n    - {rule: SYN005, file: p/, reason: x, expires: "
       "2030-01-01T00:00:00}\n",
       "", "?", 2},
      {"no YAML", "lint: [\n", "", "?", 2},
  };
  const Folder folder;
  folder.write("p/a.json", kBroken);
  for (const Row& row : rows) {
    CAPTURE(row.about);
    if (!row.config.empty()) folder.write("cordon.yaml", row.config);
    const auto run = folder.lint({"p/a.json"});
    CHECK(run.out == row.out);
    if (row.err == "?") {
      CHECK(run.err.starts_with("cordon.yaml:"));
    } else {
      CHECK(run.err == row.err);
    }
    CHECK(run.exit_code == row.exit_code);
  }
}

TEST_CASE("lint: --isolated and --config leave the nearest configuration out") {
  const Folder folder;
  folder.write("p/a.json", kBroken);
  folder.write("cordon.yaml",
               "lint:\n  suppressions:\n    - {rule: SYN005, file: p/, reason: known}\n");
  folder.write("p/cordon.yaml", "lint:\n  failOn: error\n");
  CHECK(folder.lint({"p/a.json"}).out == kFinding);  // the nearer one suppresses nothing
  CHECK(folder.lint({"p/a.json", "--config", "cordon.yaml"}).exit_code == 0);
  CHECK(folder.lint({"p/a.json", "--config", "cordon.yaml"}).out == "");
  CHECK(folder.lint({"p/a.json", "--isolated"}).out == kFinding);
  const auto missing = folder.lint({"p/a.json", "--config", "gone.yaml"});
  CHECK(missing.exit_code == 2);
  CHECK(missing.err == "cordon: error: can't read `gone.yaml`: no such file\n");
}

// No result at all: "no findings" would look like a clean policy, and nothing may be changed.
TEST_CASE("lint: what can't be judged has no result") {
  const Folder folder;
  folder.write("a.json", kBroken);
  const std::vector<std::vector<std::string>> calls{
      {"a.json", "--extend-select", "QQQ999"},
      {"a.json", "--fix", "--extend-select", "QQQ999"},
      {"a.json", "--diff", "--ignore", "QQQ999"},
      {"a.json", "--baseline", "b.json", "--write-baseline", "--ignore", "QQQ999"}};
  for (const std::vector<std::string>& call : calls) {
    const auto run = folder.lint_as_called(call);
    CHECK(run.exit_code == 2);
    CHECK(run.out == "");
    CHECK(run.err == "cordon: error: no rule is called `QQQ999`\n");
  }
  folder.write("cordon.yaml", "lint:\n  unknown: 1\n");
  const auto run = folder.lint_as_called({"a.json", "--fix"});
  CHECK(run.exit_code == 2);
  CHECK(run.out == "");
  CHECK(folder.read("a.json") == kBroken);
}

TEST_CASE("lint: a baseline knows findings by what they are about") {
  const Folder folder;
  folder.write("a.json", kBroken);
  CHECK(folder.lint({"a.json", "--write-baseline"}).exit_code == 2);
  const auto written = folder.lint(
      {"a.json", "--baseline", "known.json", "--write-baseline", "--at", "2026-02-03T00:00:00Z"});
  CHECK(written.exit_code == 0);
  CHECK(written.out == "");
  CHECK(folder.read("known.json") ==
        "{\"schema\": \"cordon.baseline.v1\", \"findings\": [\n"
        "{\"rule\":\"SYN005\",\"file\":\"a.json\",\"statement\":\"Read\",\"value\":"
        "\"\\\"Actions\\\"\","
        "\"since\":\"2026-02-03\"}\n]}\n");
  CHECK(folder.lint({"a.json", "--baseline", "known.json"}).exit_code == 0);
  // Lines moved: still known. The same once more: new.
  std::string moved = "\n\n" + std::string(kBroken);
  folder.write("a.json", moved);
  CHECK(folder.lint({"a.json", "--baseline", "known.json"}).out == "");
  moved.replace(moved.find("\"Resource\""), 0, "\"Actions\": \"s3:PutObject\", ");
  folder.write("a.json", moved);
  CHECK(folder.lint({"a.json", "--baseline", "known.json"}).out ==
        "a.json:6:67: error: SYN005 unknown element `Actions`\n");
  folder.write("known.json", "{\"schema\": \"other\"}");
  const auto other = folder.lint({"a.json", "--baseline", "known.json"});
  CHECK(other.exit_code == 2);
  CHECK(other.err.contains("known.json:1:12: error: this is no baseline"));
}

TEST_CASE("unified_diff writes what patch reads") {
  CHECK(unified_diff("a", "x\n", "x\n") == "");
  CHECK(unified_diff("a", "1\n2\n3\n4\n5\n", "1\n2\nX\n4\n5\n") ==
        "--- a/a\n+++ b/a\n@@ -1,5 +1,5 @@\n 1\n 2\n-3\n+X\n 4\n 5\n");
  CHECK(unified_diff("a", "1", "1\n") ==
        "--- a/a\n+++ b/a\n@@ -1,1 +1,1 @@\n-1\n\\ No newline at end of file\n+1\n");
}

}  // namespace
}  // namespace cordon
