// fixtures/semantics/conditions.jsonl: the truth table of conditions, each row three times: as one
// condition, as the condition of an Allow, and as the condition of a Deny beside an Allow for all.

#include <fmt/format.h>

#include "doctest/doctest.h"
#include "engine/condition.h"
#include "tests/support/case_document.h"
#include "tests/support/truth_letter.h"

namespace cordon {
namespace {

using support::letter;

constexpr std::size_t kRows = 112;

std::string text(JsonValue row, std::string_view member) {
  return std::string(row.find(member).value().text());
}

std::string statement(JsonValue row, std::string_view effect) {
  return fmt::format(
      R"({{"Effect":"{}","Action":"*","Resource":"*","Condition":{{{}:{{{}:{}}}}}}})", effect,
      support::quoted(text(row, "operator")), support::quoted(text(row, "key")),
      support::source_text(row.find("values").value()));
}

// Nothing but the row's context; the policies come as `"identity": […]` text.
std::string case_document(JsonValue row, std::string_view statements) {
  return fmt::format(
      R"({{"id":"{}","request":{{"principal":"arn:aws:iam::111122223333:user/alice",
          "action":"s3:GetObject","resource":"arn:aws:s3:::reports/2024.csv",
          "contextComplete":true,"context":{}}},"policies":{{"identity":[{}]}}}})",
      text(row, "id"), support::source_text(row.find("context").value()),
      support::document(statements));
}

std::string evaluated(JsonValue row, std::string_view effect) {
  const support::Case one = support::read_case(case_document(row, statement(row, effect)));
  const CompiledStatement& compiled = one.policies.identity.at(0)->statements.at(0);
  return std::string(
      letter(evaluate_condition(compiled.conditions.at(0), one.request, compiled.effect).value));
}

struct Expected {
  std::string_view letter, as_allow, as_deny;
};
constexpr Expected kExpected[] = {
    {"T", "allowed identity-allow", "explicitDeny identity-explicit-deny"},
    {"F", "implicitDeny identity-implicit-deny", "allowed identity-allow"},
    {"U", "undecided: allowed or implicitDeny", "undecided: allowed or explicitDeny"},
};

const Expected& expected(JsonValue row) {
  for (const Expected& one : kExpected) {
    if (one.letter == text(row, "expect")) return one;
  }
  FAIL("no such expectation: " << text(row, "expect"));
  return kExpected[0];
}

// A line for each row where `answer` is not what `wanted` says.
template <class Answer, class Wanted>
std::string differences(Answer answer, Wanted wanted) {
  std::string lines;
  const auto rows = support::json_lines("fixtures/semantics/conditions.jsonl");
  for (const support::JsonText& line : rows) {
    const JsonValue row = line.root();
    const std::string got = answer(row);
    const std::string_view want = wanted(expected(row));
    if (got != want) lines += fmt::format("{}: {}, not {}\n", text(row, "id"), got, want);
  }
  return lines;
}

TEST_CASE("conditions.jsonl has its rows in order") {
  const auto rows = support::json_lines("fixtures/semantics/conditions.jsonl");
  REQUIRE(rows.size() == kRows);
  for (std::size_t i = 0; i < rows.size(); ++i) {
    CHECK(text(rows[i].root(), "id") == fmt::format("C{:03}", i + 1));
  }
}

TEST_CASE("truth table of conditions: the condition alone, in either effect") {
  const auto letter_of = [](const Expected& one) { return one.letter; };
  CHECK(differences([](JsonValue row) { return evaluated(row, "Allow"); }, letter_of) == "");
  CHECK(differences([](JsonValue row) { return evaluated(row, "Deny"); }, letter_of) == "");
}

TEST_CASE("truth table of conditions: in an Allow statement") {
  const auto decided = [](JsonValue row) {
    return support::decide(case_document(row, statement(row, "Allow")));
  };
  CHECK(differences(decided, [](const Expected& one) { return one.as_allow; }) == "");
}

TEST_CASE("truth table of conditions: in a Deny statement beside an Allow for all") {
  const auto decided = [](JsonValue row) {
    const std::string allow_all = R"({"Effect":"Allow","Action":"*","Resource":"*"},)";
    return support::decide(case_document(row, allow_all + statement(row, "Deny")));
  };
  CHECK(differences(decided, [](const Expected& one) { return one.as_deny; }) == "");
}

}  // namespace
}  // namespace cordon
