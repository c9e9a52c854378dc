// Every example of every command's --help runs, in the repository root, as it stands there.

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "doctest/doctest.h"
#include "tests/support/file.h"
#include "tests/support/run_program.h"

namespace cordon::support {
namespace {

std::string help_of(const std::vector<std::string>& words) {
  const auto run = run_program(words);
  REQUIRE(run);
  return run->out;
}

std::string_view trimmed(std::string_view line) {
  line.remove_prefix(std::min(line.find_first_not_of(' '), line.size()));
  return line;
}

// `contain` and so on: the first word of each line below the heading.
std::vector<std::string> commands() {
  const std::string help = help_of({"--help"});
  constexpr std::string_view kHeading = "Commands:\n";
  const std::size_t begin = help.find(kHeading);
  REQUIRE(begin != std::string::npos);
  std::vector<std::string> names;
  for (const std::string_view line :
       split_lines(std::string_view(help).substr(begin + kHeading.size()))) {
    const bool is_entry = line.starts_with("  ") && line.size() > 2 && line[2] != ' ';
    if (is_entry) names.emplace_back(trimmed(line).substr(0, trimmed(line).find(' ')));
  }
  return names;
}

// The commands below `Example:` or `Examples:`, or behind the former, with the lines that they go
// on in.
std::vector<std::string> examples(const std::string& help) {
  std::vector<std::string> found;
  const std::size_t begin = help.find("\nExample");
  if (begin == std::string::npos) return found;
  bool goes_on = false;
  for (std::string_view line : split_lines(std::string_view(help).substr(begin + 1))) {
    if (line.starts_with("Example: ")) line.remove_prefix(std::string_view("Example: ").size());
    line = trimmed(line);
    if (goes_on) {
      found.back() += fmt::format("{}\n", line);
    } else if (line.starts_with("cordon ") || line.starts_with("source ")) {
      found.push_back(fmt::format("{}\n", line));
    }
    goes_on = !found.empty() && found.back().ends_with("\\\n");
  }
  return found;
}

TEST_CASE("help: every example runs") {
  std::size_t ran = 0;
  for (const std::string& command : commands()) {
    CAPTURE(command);
    const std::vector<std::string> scripts = examples(help_of({command, "--help"}));
    CHECK(!scripts.empty());
    for (const std::string& script : scripts) {
      CAPTURE(script);
      const auto run = run_command({"bash", "-c", script});
      REQUIRE(run);
      ++ran;
      CHECK_FALSE(run->err.contains("error: "));
      CHECK(run->exit_code != 2);
      CHECK(run->exit_code < 4);
    }
  }
  CHECK(ran >= 20);
}

}  // namespace
}  // namespace cordon::support
