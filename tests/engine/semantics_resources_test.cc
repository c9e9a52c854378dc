// fixtures/semantics/resources.jsonl: the truth table of resources, each row compiled in a policy
// of its type and version.

#include <fmt/format.h>

#include "doctest/doctest.h"
#include "tests/support/case_document.h"
#include "tests/support/truth_letter.h"

namespace cordon {
namespace {

std::string text(JsonValue row, std::string_view member) {
  return std::string(row.find(member).value().text());
}

CompileResult compiled(JsonValue row) {
  const PolicyType type = policy_type_from(text(row, "policyType")).value();
  const std::string_view principal = has_principals(type) ? R"("Principal":"*",)" : "";
  return support::compile(
      fmt::format(R"({{"Version":"{}","Statement":{{"Effect":"Allow",{}"Action":"*","{}":{}}}}})",
                  text(row, "version"), principal, text(row, "element"),
                  support::quoted(text(row, "pattern"))),
      type);
}

Request request(JsonValue row) {
  Request request(parse_principal("arn:aws:iam::111122223333:role/app").value(), std::nullopt,
                  "s3:GetObject", text(row, "resource"));
  request.context_complete = true;
  for (const auto [key, value] : row.find("context").value().members()) {
    request.context.set(support::context_entry(key.text(), value));
  }
  return request;
}

std::string answer(JsonValue row) {
  const CompileResult result = compiled(row);
  if (result.policy->unreadable) return "INVALID";
  return std::string(
      support::letter(result.policy->statements.at(0).resources.matches(request(row))));
}

TEST_CASE("truth table of resources") {
  const auto rows = support::json_lines("fixtures/semantics/resources.jsonl");
  REQUIRE(rows.size() == 25);
  for (const support::JsonText& line : rows) {
    const JsonValue row = line.root();
    CAPTURE(text(row, "id"));
    CHECK(answer(row) == text(row, "expect"));
  }
}

TEST_CASE("the policy that no session can have says why") {
  for (const support::JsonText& line : support::json_lines("fixtures/semantics/resources.jsonl")) {
    if (text(line.root(), "expect") != "INVALID") continue;
    CHECK(support::to_lines(compiled(line.root()).diagnostics) ==
          "error: `arn:aws:sqs` has fewer than the six fields of an ARN: AWS refuses it in a "
          "session policy\n");
  }
}

}  // namespace
}  // namespace cordon
