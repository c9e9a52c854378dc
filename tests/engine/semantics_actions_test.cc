// fixtures/semantics/actions.jsonl: the truth table of actions, each row as Action and as
// NotAction.

#include <fmt/format.h>

#include "doctest/doctest.h"
#include "engine/action_index.h"
#include "tests/support/case_document.h"

namespace cordon {
namespace {

std::string text(JsonValue row, std::string_view member) {
  return std::string(row.find(member).value().text());
}

// The element in a Deny; everything is allowed by the resource's own policy, which sts:AssumeRole
// can't do without.
std::string decided(JsonValue row, std::string_view element) {
  const std::string deny = fmt::format(R"({{"Effect":"Deny","{}":{},"Resource":"*"}})", element,
                                       support::quoted(text(row, "pattern")));
  const std::string allow =
      text(row, "action") == "sts:AssumeRole"
          ? R"({"Effect":"Allow","Principal":"*","Action":"sts:AssumeRole"})"
          : R"({"Effect":"Allow","Principal":"*","Action":"*","Resource":"*"})";
  return support::decide(fmt::format(
      R"({{"request":{{"principal":"arn:aws:iam::111122223333:user/alice","action":"{}",
          "resource":"*"}},"policies":{{"identity":[{}],"resource":{}}}}})",
      text(row, "action"), support::document(deny), support::document(allow)));
}

TEST_CASE("truth table of actions") {
  const auto rows = support::json_lines("fixtures/semantics/actions.jsonl");
  REQUIRE(rows.size() == 13);
  for (const support::JsonText& line : rows) {
    const JsonValue row = line.root();
    CAPTURE(text(row, "id"));
    const bool matches = text(row, "expect") == "T";
    CHECK(matches != (text(row, "expect") == "F"));
    CHECK(action_matches(text(row, "pattern"), text(row, "action")) == matches);
    const std::string yes = "explicitDeny identity-explicit-deny";
    const std::string no = "allowed resource-allow";
    CHECK(decided(row, "Action") == (matches ? yes : no));
    CHECK(decided(row, "NotAction") == (matches ? no : yes));
  }
}

}  // namespace
}  // namespace cordon
