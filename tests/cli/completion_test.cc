// Completion scripts: bash's is run, the others are looked at; and the manual page has every
// command and option that completion knows.

#include <fmt/format.h>

#include <string>

#include "doctest/doctest.h"
#include "tests/support/file.h"
#include "tests/support/run_program.h"

namespace cordon::support {
namespace {

// What bash offers behind `words`, the last of which is being typed.
std::string offered(std::string_view words, int last) {
  const std::string script = fmt::format(
      "source <(cordon completion bash) && COMP_WORDS=({}) COMP_CWORD={} && _cordon && "
      "echo \"${{COMPREPLY[*]}}\"",
      words, last);
  const auto run = run_command({"bash", "-c", script});
  return run ? run->out + run->err : run.error();
}

TEST_CASE("bash completes commands, options and words") {
  CHECK(offered("cordon ''", 1).starts_with("contain plan sessions simulate "));
  CHECK(offered("cordon sim", 1) == "simulate\n");
  CHECK(offered("cordon simulate --expect ''", 3) ==
        "allowed implicitDeny explicitDeny undecided denied\n");
  CHECK(offered("cordon simulate --exp", 2) == "--expires --expect\n");
  CHECK(offered("cordon contain --expect un", 3) == "unknown\n");
  CHECK(offered("cordon query res", 2) == "resource-types resource-type\n");
  CHECK(offered("cordon query --lev", 2) == "--level\n");
  CHECK(offered("cordon completion ''", 2) == "bash zsh fish\n");
  CHECK(offered("cordon simulate --identity x", 3) == "\n");  // a file: bash's own completion
}

TEST_CASE("zsh and fish are told of files, words and flags") {
  const auto zsh = run_program({"completion", "zsh"});
  REQUIRE(zsh);
  CHECK(zsh->out.starts_with("#compdef cordon\n"));
  CHECK(
      zsh->out.contains("'*--unstated[what a condition key is that the request does not state "
                        "(default\\: absent)]:value:(absent unknown)'"));
  CHECK(zsh->out.contains("'*--trace[every statement, and why it matched or not]'"));
  const auto fish = run_program({"completion", "fish"});
  REQUIRE(fish);
  CHECK(fish->out.contains("' -l boundary -r -F -d 'the permissions boundary'\n"));
  CHECK(fish->out.contains("' -l quiet -s q -d 'no warnings and no progress'\n"));
}

// A word as troff writes it: a dash that is meant as one has a backslash.
std::string troff(std::string_view word) {
  std::string text;
  for (const char c : word) text += c == '-' ? std::string("\\-") : std::string(1, c);
  return text;
}

TEST_CASE("the manual page has every command and option") {
  const std::string page = read_file("man/cordon.1").value();
  const auto fish = run_program({"completion", "fish"});
  REQUIRE(fish);
  std::size_t options = 0;
  std::size_t commands = 0;
  for (const std::string_view line : split_lines(fish->out)) {
    const std::size_t name = line.find(" -l ");
    if (name != std::string_view::npos) {
      const std::string_view rest = line.substr(name + 4);
      const std::string option = "\\-\\-" + troff(rest.substr(0, rest.find(' ')));
      CAPTURE(option);
      CHECK(page.contains(option));
      ++options;
    } else if (const std::size_t at = line.find("-f -a "); at != std::string_view::npos) {
      const std::string_view rest = line.substr(at + 6);
      const std::string command = fmt::format(".B cordon {}", rest.substr(0, rest.find(' ')));
      CAPTURE(command);
      CHECK(page.contains(command));
      ++commands;
    }
  }
  CHECK(options > 30);
  CHECK(commands >= 3);
}

}  // namespace
}  // namespace cordon::support
