// Every case under fixtures/simulate/ through the built program, as text and as JSON. A case is a
// folder with arguments.txt (one argument a line, first a comment that says what it is about); the
// program runs in that folder.

#include <filesystem>
#include <string>
#include <vector>

#include "doctest/doctest.h"
#include "tests/support/file.h"
#include "tests/support/golden.h"
#include "tests/support/run_program.h"

namespace cordon::support {
namespace {

struct Arguments {
  std::vector<std::string> words;
  bool expects = false;
};

Arguments read_arguments(const std::filesystem::path& file) {
  Arguments arguments{.words = {"simulate"}};
  const std::string text = read_file(file).value();
  for (const std::string_view line : split_lines(text)) {
    if (line.starts_with('#')) continue;
    arguments.words.emplace_back(line);
    arguments.expects = arguments.expects || line == "--expect";
  }
  return arguments;
}

TEST_CASE("simulate: every shipped case gives what its golden files show") {
  std::size_t run = 0;
  for (const std::filesystem::path& file : files_below("fixtures/simulate", {".txt"})) {
    if (file.filename() != "arguments.txt") continue;
    CAPTURE(file.string());
    ++run;
    const std::string folder = file.parent_path().string();
    Arguments arguments = read_arguments(file);
    const auto text = run_program(arguments.words, {.directory = folder});
    arguments.words.insert(arguments.words.end(), {"--format", "json"});
    const auto json = run_program(arguments.words, {.directory = folder});
    REQUIRE(text);
    REQUIRE(json);
    CHECK(golden_difference(folder + "/expected.txt", text->out) == "");
    CHECK(golden_difference(folder + "/expected.json", json->out) == "");
    CHECK(text->err == "");
    CHECK(json->exit_code == text->exit_code);
    const bool not_as_expected = json->out.contains("\"asExpected\": false");
    CHECK(arguments.expects == json->out.contains("\"asExpected\""));
    CHECK(text->exit_code == (not_as_expected ? 1 : 0));
  }
  CHECK(run >= 14);
}

}  // namespace
}  // namespace cordon::support
