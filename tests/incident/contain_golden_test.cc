// Every incident under fixtures/incidents/ through the built program: as text and as JSON, with the
// exit code that its own expectations ask for.
#include <fmt/format.h>

#include <filesystem>
#include <string>
#include <vector>

#include "doctest/doctest.h"
#include "tests/support/file.h"
#include "tests/support/golden.h"
#include "tests/support/run_program.h"
#include "tests/support/schemas.h"

namespace cordon::support {
namespace {

TEST_CASE("contain: every shipped incident gives what its golden files show") {
  const auto incidents = files_below("fixtures/incidents", {".yaml"});
  std::size_t run = 0;
  for (const std::filesystem::path& file : incidents) {
    if (file.filename() != "incident.yaml") continue;
    CAPTURE(file.string());
    ++run;
    const std::string folder = file.parent_path().string();
    const auto text = run_program({"contain", file.string()});
    const auto json = run_program({"contain", file.string(), "--format", "json"});
    REQUIRE(text);
    REQUIRE(json);
    CHECK(golden_difference(folder + "/expected.txt", text->out) == "");
    CHECK(golden_difference(folder + "/expected.json", json->out) == "");
    CHECK(text->err == "");
    const bool plain = folder.ends_with("2017-leaked-key");
    CHECK(text->exit_code == (plain ? 1 : 0));
    CHECK(json->exit_code == text->exit_code);
  }
  CHECK(run >= 8);
}

TEST_CASE("contain: the formats for tickets and code scanning, of a few incidents") {
  struct Format {
    std::string name, file;
  };
  const Format formats[] = {
      {"markdown", "expected.md"}, {"html", "expected.html"}, {"sarif", "expected.sarif"}};
  for (const std::string name : {"2017-leaked-key", "contained", "refreshed-instance"}) {
    const std::string folder = "fixtures/incidents/" + name;
    for (const Format& format : formats) {
      CAPTURE(folder);
      CAPTURE(format.name);
      const auto run = run_program({"contain", folder + "/incident.yaml", "--format", format.name});
      REQUIRE(run);
      CHECK(run->err == "");
      CHECK(golden_difference(fmt::format("{}/{}", folder, format.file), run->out) == "");
    }
  }
}

TEST_CASE("contain: JSON is as its schema says") {
  constexpr std::string_view kSchema = "cordon.incident.v1.json";
  std::vector<std::string> texts;
  for (const std::filesystem::path& file : files_below("fixtures/incidents", {".json"})) {
    if (file.filename() == "expected.json") texts.push_back(*read_file(file));
  }
  CHECK(texts.size() >= 8);
  const auto complaints = json_schema_complaints(kSchema, texts);
  for (std::size_t i = 0; i < texts.size(); ++i) {
    CAPTURE(texts[i].substr(0, 100));
    CHECK(complaints[i] == "");
  }
  if (!has_json_validator()) return;
  CHECK(json_schema_complaint(kSchema, R"({"schema":"cordon.incident.v1"})") != "");
}

TEST_CASE("contain: an expectation that is not met is exit code 1") {
  const std::string file = "fixtures/incidents/2017-leaked-key/incident.yaml";
  const auto wrong = run_program({"contain", file, "--expect", "contained"});
  const auto right = run_program({"contain", file, "--expect", "not-contained"});
  REQUIRE(wrong);
  REQUIRE(right);
  CHECK(wrong->exit_code == 1);
  CHECK(right->exit_code == 0);
}

}  // namespace
}  // namespace cordon::support
