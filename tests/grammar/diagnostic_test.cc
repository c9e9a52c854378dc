// Diagnostics as lines, their order, and user text inside of messages.
#include "grammar/diagnostic.h"

#include "doctest/doctest.h"
#include "tests/support/json_dump.h"

namespace cordon {
namespace {

SourcePtr source(std::string name, std::string text) {
  return std::make_shared<Source>(std::move(name), std::move(text));
}

Diagnostic problem(SourcePtr where, std::uint32_t begin, std::string message) {
  return {.severity = Severity::kError,
          .source = std::move(where),
          .span = {.begin = begin, .end = begin + 1},
          .message = std::move(message),
          .help = {}};
}

TEST_CASE("diagnostic: one line") {
  Diagnostic diagnostic = problem(source("p.json", "{\n  x"), 4, "unknown element `x`");
  CHECK(to_line(diagnostic) == "p.json:2:3: error: unknown element `x`");
  diagnostic.severity = Severity::kWarning;
  diagnostic.help = "remove it";
  CHECK(to_line(diagnostic) == "p.json:2:3: warning: unknown element `x` (remove it)");
  diagnostic.source = nullptr;
  CHECK(to_line(diagnostic) == "warning: unknown element `x` (remove it)");
}

TEST_CASE("diagnostic: an embedded text is named by the place that holds it") {
  const SourcePtr file = source("snapshot.json", "{\n  \"doc\": \"...\"}");
  const auto inner = std::make_shared<Source>(
      "doc", "{\n}", EmbeddedIn{.outer = file, .span = {.begin = 11, .end = 16}});
  const auto innermost = std::make_shared<Source>(
      "deep", "abc", EmbeddedIn{.outer = inner, .span = {.begin = 2, .end = 3}});
  CHECK(to_line(problem(inner, 2, "m")) == "snapshot.json:2:10 > 2:1: error: m");
  CHECK(to_line(problem(innermost, 1, "m")) == "snapshot.json:2:10 > 2:1 > 1:2: error: m");
}

TEST_CASE("diagnostic: no control character reaches the terminal") {
  Diagnostic diagnostic = problem(source("a\nb", "x"), 0, "bad \x1B[31m\n\377 \u0085é");
  diagnostic.help = "h\r";
  CHECK(to_line(diagnostic) == R"(a\x0ab:1:1: error: bad \x1b[31m\x0a\xff \u0085é (h\x0d))");
}

TEST_CASE("diagnostic: user text in backticks") {
  CHECK(backticked("") == "``");
  CHECK(backticked("s3:Get") == "`s3:Get`");
  CHECK(backticked("a\nb") == R"(`a\x0ab`)");
  CHECK(backticked(std::string(60, 'x')) == '`' + std::string(60, 'x') + '`');
  CHECK(backticked(std::string(61, 'x')) == '`' + std::string(60, 'x') + "…`");
}

TEST_CASE("diagnostic: order and repetitions") {
  const SourcePtr a = source("a", "0123456789");
  const SourcePtr b = source("b", "0123456789");
  const auto inside_a = std::make_shared<Source>(
      "zzz", "0123456789", EmbeddedIn{.outer = a, .span = {.begin = 5, .end = 6}});
  Diagnostics all = {problem(b, 0, "6"), problem(a, 9, "5"),        problem(inside_a, 1, "4"),
                     problem(a, 5, "3"), problem(a, 1, "2"),        problem(a, 1, "1"),
                     problem(b, 0, "6"), problem(inside_a, 1, "4"), problem(a, 1, "1")};
  sort_diagnostics(all);
  std::string order;
  for (const Diagnostic& diagnostic : all) order += diagnostic.message;
  CHECK(order == "123456");
  CHECK(has_errors(all));
  for (Diagnostic& diagnostic : all) diagnostic.severity = Severity::kWarning;
  CHECK_FALSE(has_errors(all));
  CHECK_FALSE(has_errors({}));
}

}  // namespace
}  // namespace cordon
