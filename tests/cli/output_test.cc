// How diagnostics are shown, and when in colour; lines broken for a terminal.

#include "cli/output.h"

#include <memory>

#include "cli/wrap.h"
#include "doctest/doctest.h"
#include "tests/support/run_program.h"

namespace cordon {
namespace {

TEST_CASE("render shows a diagnostic with its line") {
  const auto source = std::make_shared<const Source>("policy.json", "{\n  \"Efect\": 1\n}\n");
  const Diagnostic diagnostic{.severity = Severity::kError,
                              .source = source,
                              .span = {4, 11},
                              .message = "unknown element `Efect`",
                              .help = "did you mean `Effect`?"};
  CHECK(render(diagnostic, Painter(false)) ==
        "policy.json:2:3: error: unknown element `Efect`\n"
        "    2 |   \"Efect\": 1\n"
        "      |   ^~~~~~~\n"
        "      = did you mean `Effect`?\n");
  CHECK(render(diagnostic, Painter(true)) ==
        "\x1b[36mpolicy.json:2:3: \x1b[0m\x1b[1;31merror: \x1b[0munknown element `Efect`\n"
        "    2 |   \"Efect\": 1\n"
        "      | \x1b[1;31m  ^~~~~~~\x1b[0m\n"
        "      = did you mean `Effect`?\n");
  CHECK(render({.severity = Severity::kWarning, .message = "no place"}, Painter(false)) ==
        "warning: no place\n");
}

TEST_CASE("wrap breaks at blanks and keeps long words whole") {
  const std::string forty(40, 'a');
  const std::string ninety(90, 'b');
  CHECK(wrap("", {2, 4}) == "  \n");
  CHECK(wrap("a b", {2, 4}) == "  a b\n");
  CHECK(wrap(forty + " " + forty, {0, 4}) == forty + "\n    " + forty + "\n");
  CHECK(wrap(forty + " " + forty.substr(1), {0, 4}) == forty + " " + forty.substr(1) + "\n");
  CHECK(wrap("a " + ninety + " b", {2, 4}) == "  a\n    " + ninety + "\n    b\n");
  CHECK(wrap("a\nb\x1b[1m", {}) == "a?b?[1m\n");
}

TEST_CASE("colours are on when asked for, and off when not") {
  const auto run = [](std::vector<std::string> more, std::vector<std::string> environment) {
    std::vector<std::string> words{"simulate", "--principal", "*", "--action", "s3:GetObject"};
    words.insert(words.end(), more.begin(), more.end());
    const auto result = support::run_program(words, {.environment = std::move(environment)});
    return result && result->out.contains("\x1b[");
  };
  CHECK_FALSE(run({}, {}));  // a pipe is no terminal
  CHECK(run({"--color", "always"}, {}));
  CHECK(run({"--color", "always"}, {"NO_COLOR=1"}));
  CHECK_FALSE(run({"--color", "never"}, {}));
}

}  // namespace
}  // namespace cordon
