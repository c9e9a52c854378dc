// The report for a terminal: 80 columns, and characters that the terminal has.

#include <filesystem>
#include <string>

#include "doctest/doctest.h"
#include "grammar/text.h"
#include "tests/support/file.h"
#include "tests/support/hostile_incident.h"
#include "tests/support/run_program.h"

namespace cordon::support {
namespace {

// The lines that a terminal would break.
std::string too_wide(std::string_view text) {
  std::string wide;
  for (const std::string_view line : split_lines(text)) {
    if (display_width(line) > 80) wide += fmt::format("{}\n", line);
  }
  return wide;
}

TEST_CASE("contain text: no line is wider than 80 columns") {
  std::size_t reports = 0;
  for (const std::filesystem::path& file : files_below("fixtures/incidents", {".txt"})) {
    if (file.filename() != "expected.txt") continue;
    CAPTURE(file.string());
    CHECK(too_wide(*read_file(file)) == "");
    ++reports;
  }
  CHECK(reports >= 8);
  CHECK(too_wide(std::string(81, 'x')) != "");
}

TEST_CASE("contain text: long and wide names fit as well, and steer no terminal") {
  const std::string hostile = written("human", hostile_incident());
  CHECK(too_wide(hostile) == "");
  CHECK(!hostile.contains('\x1b'));
  for (const std::string_view character : {"x", "界", "/"}) {
    std::string id;
    for (int i = 0; i < 200; ++i) id += character;
    const std::string key = fmt::format(
        "- {{id: \"{0}\", kind: access-key, principal: "
        "\"arn:aws:iam::111122223333:user/bob\"}}\n"
        "- {{id: \"{0}-2\", kind: get-session-token, parent: \"{0}\", issuedAt: "
        "2024-01-01T10:00:00Z}}\n",
        id);
    CHECK(too_wide(written("human", incident::judged(key, ""))) == "");
  }
}

bool is_ascii(std::string_view text) {
  return std::ranges::none_of(text, [](char c) { return static_cast<unsigned char>(c) > 0x7F; });
}

TEST_CASE("contain text: ASCII where it is asked for, or where the locale has no more") {
  struct Row {
    std::vector<std::string> options;
    std::vector<std::string> environment;
    bool ascii;
  };
  const Row rows[] = {
      {{}, {"LC_ALL=C.UTF-8"}, false},
      {{}, {"LC_ALL=de_DE.utf8"}, false},
      {{}, {"LC_ALL=", "LC_CTYPE=en_US.UTF-8", "LANG=C"}, false},
      {{}, {"LC_ALL=", "LC_CTYPE=", "LANG=en_US.UTF-8"}, false},
      {{}, {"LC_ALL=C", "LANG=en_US.UTF-8"}, true},
      {{}, {"LC_ALL=", "LC_CTYPE=", "LANG="}, true},
      {{}, {"LC_ALL=de_DE.ISO-8859-1"}, true},
      {{"--ascii"}, {"LC_ALL=C.UTF-8"}, true},
      {{"--ascii", "--color", "always"}, {"LC_ALL=C.UTF-8"}, true},
  };
  for (const Row& row : rows) {
    std::vector<std::string> arguments{"contain", "fixtures/incidents/contained/incident.yaml"};
    arguments.insert(arguments.end(), row.options.begin(), row.options.end());
    const auto run = run_program(arguments, {.environment = row.environment});
    REQUIRE(run);
    CAPTURE(row.environment.front());
    CHECK(is_ascii(run->out) == row.ascii);
    CHECK(run->out.contains("\n  steps "));
    CHECK(run->out.contains('\x1b') == (row.options.size() > 1));
  }
}

TEST_CASE("contain text: a file gets what it would get elsewhere, whatever the locale") {
  const std::string file =
      (std::filesystem::temp_directory_path() / "cordon-contain-text-test.txt").string();
  const auto run = run_program({"contain", "fixtures/incidents/contained/incident.yaml", "--format",
                                "human=" + file, "--format", "json"},
                               {.environment = {"LC_ALL=C"}});
  REQUIRE(run);
  CHECK(run->exit_code == 0);
  CHECK(run->out.starts_with("{\n"));
  CHECK(*read_file(file) == *read_file("fixtures/incidents/contained/expected.txt"));
  std::filesystem::remove(file);
}

}  // namespace
}  // namespace cordon::support
