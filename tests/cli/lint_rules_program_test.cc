// `cordon explain` and `cordon rules`.

#include <nlohmann/json.hpp>
#include <string>

#include "doctest/doctest.h"
#include "rules/page.h"
#include "rules/registry.h"
#include "tests/support/run_program.h"

namespace cordon::support {
namespace {

using nlohmann::json;

ProgramRun run(const std::vector<std::string>& arguments) {
  const auto result = run_program(arguments);
  REQUIRE_MESSAGE(result, (result ? "" : result.error()));
  return *result;
}

TEST_CASE("explain: a rule by every name it has") {
  const std::string page = run({"explain", "SYN005"}).out;
  CHECK(page.starts_with("SYN005 unknown-element\n"));
  CHECK(page.contains("\nBad\n  {\n"));
  CHECK(page.contains("\nBetter\n  {\n"));
  for (const std::string_view name :
       {"syn005", "unknown-element", "INVALID_POLICY_ELEMENT", "aws:INVALID_POLICY_ELEMENT"}) {
    CAPTURE(name);
    CHECK(run({"explain", std::string(name)}).out == page);
  }
  CHECK(run({"explain", "SYN005", "--format", "markdown"}).out ==
        rules::page_markdown(*rules::find_rule("SYN005")));
  const json as_json = json::parse(run({"explain", "SYN005", "--format", "json"}).out);
  CHECK(as_json["rules"][0]["name"] == "unknown-element");
  CHECK(as_json["rules"][0]["bad"][0]["file"] == "fires.json");
}

TEST_CASE("explain: a word that names no rule") {
  const ProgramRun wrong = run({"explain", "unknown-elemnt"});
  CHECK(wrong.exit_code == 2);
  CHECK(wrong.err.contains("did you mean `unknown-element`?"));
  CHECK(run({"explain", "INVALID_POLICY_ELEMEN"}).err.contains("`INVALID_POLICY_ELEMENT`"));
}

TEST_CASE("rules: the filters") {
  const auto count = [](std::vector<std::string> arguments) {
    arguments.insert(arguments.begin(), "rules");
    arguments.insert(arguments.end(), {"--format", "json"});
    return json::parse(run(arguments).out)["rules"].size();
  };
  const std::size_t all = rules::all_rules().size();
  CHECK(count({}) == all);
  CHECK(count({"--family", "SYN"}) < all);
  CHECK(count({"--level", "error"}) + count({"--level", "security"}) +
            count({"--level", "warning"}) + count({"--level", "info"}) ==
        all);
  CHECK(count({"--profile", "default"}) + count({"--profile", "pedantic"}) +
            count({"--profile", "audit"}) ==
        all);
  const std::size_t with_code = count({"--aws"});
  CHECK(with_code > 0);
  CHECK(with_code < all);
  CHECK(run({"rules", "--family", "syn"}).exit_code == 2);
  const std::string text = run({"rules"}).out;
  CHECK(text.contains("SYN005  error     unknown-element\n"));
  CHECK(text.ends_with(" rules\n"));
}

}  // namespace
}  // namespace cordon::support
