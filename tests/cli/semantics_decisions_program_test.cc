// The truth table of decisions through the program, as fixtures/semantics/README.md tells people to
// run it. What each case should come to is tests/engine/semantics_decisions_test.cc.

#include "doctest/doctest.h"
#include "tests/support/file.h"
#include "tests/support/run_program.h"

namespace cordon {
namespace {

TEST_CASE("simulate --batch: the truth table of decisions comes out as expected") {
  const auto run =
      support::run_program({"simulate", "--batch", "fixtures/semantics/decisions.jsonl"});
  REQUIRE(run.has_value());
  CHECK(run->exit_code == 0);
  CHECK(run->err == "");
  const auto answers = support::split_lines(run->out);
  CHECK(answers.size() == 40);
  for (const std::string_view answer : answers) {
    CAPTURE(answer);
    CHECK(answer.contains(R"("asExpected":true)"));
  }
}

}  // namespace
}  // namespace cordon
