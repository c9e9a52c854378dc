// The GitHub action: what action.yml gives to scripts/action.sh, and what that does with it.

#include <algorithm>
#include <filesystem>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "doctest/doctest.h"
#include "grammar/yaml.h"
#include "tests/support/file.h"
#include "tests/support/run_program.h"

namespace cordon {
namespace {

namespace fs = std::filesystem;

TEST_CASE("action: every input is declared and used, and none is text of a script") {
  const std::string text = support::read_file("action.yml").value();
  const JsonResult read = read_yaml(std::make_shared<Source>("action.yml", text));
  REQUIRE(read.root());
  const auto inputs = read.root()->find("inputs");
  REQUIRE(inputs);
  std::set<std::string> declared;
  for (const auto [key, value] : inputs->members()) declared.insert(std::string(key.text()));
  std::set<std::string> used;
  constexpr std::string_view kUse = "${{ inputs.";
  for (std::size_t at = text.find(kUse); at != std::string::npos; at = text.find(kUse, at + 1)) {
    const std::size_t begin = at + kUse.size();
    used.insert(text.substr(begin, text.find(' ', begin) - begin));
    const std::size_t line = text.rfind('\n', at) + 1;
    CHECK(text.substr(line).starts_with("        CORDON_"));
  }
  CHECK(used == declared);
  for (const std::string& input : declared) {
    std::string variable = "CORDON_" + input;
    std::ranges::transform(variable, variable.begin(), [](char c) {
      return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    });
    CHECK(support::read_file("scripts/action.sh").value().contains(variable));
  }
}

TEST_CASE("action: the step lints, and tells the exit status") {
  const fs::path folder = fs::temp_directory_path() / "cordon-action-test";
  fs::remove_all(folder);
  struct Row {
    std::string_view paths, args;
    int exit_code;
  };
  const Row rows[] = {
      {"fixtures/lint/role.json", "--isolated --select SYN005", 0},
      {"fixtures/lint/role.json\nfixtures/lint/bucket.json", "--isolated --select SYN005", 1},
      {"fixtures/lint", "--isolated --select SYN005", 1},
      {"", "--select SYN005 --isolated --skip-others", 1},
      {"fixtures/lint/role.json; echo", "--isolated", 2},
      {"fixtures/lint/role.json", "--isolated $(false)", 2},
  };
  for (const Row& row : rows) {
    CAPTURE(row.paths);
    REQUIRE(support::write_file(folder / "output", ""));
    const auto run = support::run_command(
        {"bash", "scripts/action.sh", "lint"},
        {.environment = {"CORDON_PATHS=" + std::string(row.paths), "CORDON_FORMAT=concise",
                         "CORDON_ARGS=" + std::string(row.args),
                         "GITHUB_OUTPUT=" + (folder / "output").string()}});
    REQUIRE(run);
    CHECK(run->exit_code == row.exit_code);
    CHECK(support::read_file(folder / "output").value() ==
          "exit-code=" + std::to_string(row.exit_code) + "\n");
    CHECK(run->out.contains("fixtures/lint/bucket.json") == (row.exit_code == 1));
  }
  fs::remove_all(folder);
}

TEST_CASE("action: SARIF is of the same run") {
  const fs::path folder = fs::temp_directory_path() / "cordon-action-sarif-test";
  fs::remove_all(folder);
  REQUIRE(support::write_file(folder / "output", ""));
  const std::string sarif = (folder / "cordon.sarif").string();
  const auto run = support::run_command(
      {"bash", "scripts/action.sh", "lint"},
      {.environment = {"CORDON_PATHS=fixtures/lint/bucket.json", "CORDON_FORMAT=github",
                       "CORDON_SARIF=" + sarif, "CORDON_ARGS=--isolated --select SYN005",
                       "GITHUB_OUTPUT=" + (folder / "output").string()}});
  REQUIRE(run);
  CHECK(run->exit_code == 1);
  CHECK(run->out.starts_with("::error file=fixtures/lint/bucket.json"));
  CHECK(support::read_file(sarif).value().contains("SYN005"));
  fs::remove_all(folder);
}

}  // namespace
}  // namespace cordon
