// The formats of lint results: what each makes of hostile texts and of documents inside of other
// files, and that SARIF and JUnit are what their schemas say.

#include <fmt/format.h>

#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "cli/lint/formats.h"
#include "doctest/doctest.h"
#include "rules/findings/aws_codes.h"
#include "rules/registry.h"
#include "tests/support/schemas.h"

namespace cordon {
namespace {

using nlohmann::json;
using State = rules::JudgedFinding::State;

std::string written(std::string_view format, const rules::LintResult& result) {
  const auto formats = lint_formats();
  const auto found = std::ranges::find(formats, format, &LintFormat::name);
  REQUIRE(found != formats.end());
  return found->write(result, Painter(false));
}

// A policy of its own, or one that stands below `member` of a larger document.
rules::LintedPolicy policy_of(std::string name, std::string text, std::string_view member = "",
                              std::optional<EmbeddedIn> embedded_in = std::nullopt) {
  const JsonResult read =
      read_json(std::make_shared<Source>(name, std::move(text), std::move(embedded_in)));
  rules::LintedPolicy policy{
      .name = std::move(name), .source = read.tree->source(), .tree = read.tree};
  if (read.root()) policy.root = member.empty() ? read.root() : read.root()->find(member);
  return policy;
}

// A finding at the first place of `mark`.
rules::JudgedFinding finding_in(const rules::LintedPolicy& policy, std::string_view mark,
                                std::string message) {
  const auto begin = static_cast<std::uint32_t>(policy.source->text().find(mark));
  const rules::Rule* rule = rules::find_rule("unknown-element");
  REQUIRE(rule != nullptr);
  rules::Finding finding{.rule = rule,
                         .level = rule->level,
                         .source = policy.source,
                         .span = {begin, begin + static_cast<std::uint32_t>(mark.size())},
                         .message = std::move(message),
                         .aws_code = rule->aws_codes[0]};
  return {.finding = std::move(finding), .fingerprint = "0123456789abcdef"};
}

rules::LintResult result_of(std::vector<rules::LintedPolicy> policies,
                            std::vector<rules::JudgedFinding> findings) {
  return {.findings = std::move(findings),
          .policies = std::move(policies),
          .files = 1,
          .data_date = "2026-01-31"};
}

// All that a run can hold, with names and messages that no format may take for its own syntax.
rules::LintResult hostile_result() {
  const std::string nasty = "a,b:c%d\n::error::<x y=\"z\">&amp;]]>'\x01\xFF\u202E é";
  const rules::LintedPolicy plain = policy_of("dir/a,b:c d\"<&é.json", R"({"Actions":"x"})");
  const rules::LintedPolicy broken = policy_of(nasty, "{");
  const auto outer = std::make_shared<Source>("outer.json", R"({"d":"%7B%22Z%22%3A1%7D"})");
  const rules::LintedPolicy inner =
      policy_of("role/x", R"({"Z":1})", "", EmbeddedIn{.outer = outer, .span = {5, 24}});
  std::vector<rules::JudgedFinding> findings{
      finding_in(plain, R"("Actions")", nasty), finding_in(plain, R"("x")", "with a fix"),
      finding_in(broken, "{", nasty), finding_in(inner, R"("Z")", "inside")};
  findings[0].finding.help = nasty;
  findings[0].finding.relate(inner.source, {1, 4}, nasty);
  findings[1].finding.fix =
      rules::Fix{.title = nasty, .edits = {{{11, 14}, ""}, {{14, 14}, nasty}}};
  findings[2].state = State::kSuppressed;
  findings[2].reason = nasty;
  findings[3].state = State::kBaselined;
  rules::LintResult result = result_of({plain, broken, inner}, std::move(findings));
  result.errors = {nasty};
  return result;
}

TEST_CASE("lint formats: SARIF is valid whatever it is about") {
  const std::string schema = "sarif-2.1.0-rtm.5.json";
  CHECK(support::json_schema_complaint(schema, written("sarif", hostile_result())) == "");
  CHECK(support::json_schema_complaint(schema, written("sarif", {})) == "");
  if (!support::has_json_validator()) return;
  CHECK(support::json_schema_complaint(schema, R"({"version":"2.1.0"})") != "");
}

TEST_CASE("lint formats: JUnit is valid whatever it is about") {
  const std::string schema = "jenkins-junit.xsd";
  CHECK(support::xml_schema_complaint(schema, written("junit", hostile_result())) == "");
  CHECK(support::xml_schema_complaint(schema, written("junit", {})) == "");
  if (!support::has_xml_validator()) return;
  CHECK(support::xml_schema_complaint(schema, "<testsuites><x/></testsuites>") != "");
}

TEST_CASE("lint formats: the JSON ones are JSON, the line ones have a line a finding") {
  const rules::LintResult result = hostile_result();
  for (const std::string_view format : {"json", "sarif", "gitlab"}) {
    CAPTURE(format);
    CHECK(!json::parse(written(format, result), nullptr, false).is_discarded());
  }
  const auto lines = [](const std::string& text) { return std::ranges::count(text, '\n'); };
  CHECK(lines(written("concise", result)) == 2);
  CHECK(lines(written("github", result)) == 3);  // and the error
}

TEST_CASE("lint formats: a workflow command can't be broken out of") {
  const rules::LintedPolicy policy = policy_of("a,b:c.json", "{\"Actions\":\n\"x\"}");
  rules::JudgedFinding finding = finding_in(policy, "\"Actions\"", "100%\nsure");
  finding.finding.help = "do it";
  CHECK(written("github", result_of({policy}, {finding})) ==
        "::error file=a%2Cb%3Ac.json,line=1,endLine=1,col=2,endColumn=11,title=SYN005 "
        "unknown-element::100%25%0Asure%0Ahelp: do it\n");
  const rules::JudgedFinding wide = finding_in(policy, "\"Actions\":\n\"x\"", "wide");
  CHECK(written("github", result_of({policy}, {wide})) ==
        "::error file=a%2Cb%3Ac.json,line=1,endLine=2,title=SYN005 unknown-element::wide\n");
}

TEST_CASE("lint formats: GitLab's fingerprints differ") {
  const rules::LintedPolicy policy = policy_of("a.json", R"({"A":1,"B":2})");
  const auto issues = json::parse(written(
      "gitlab",
      result_of({policy}, {finding_in(policy, "\"A\"", "a"), finding_in(policy, "\"B\"", "b")})));
  CHECK(issues[0]["fingerprint"] == "0123456789abcdef");
  CHECK(issues[1]["fingerprint"] == "0123456789abcdef-2");
}

TEST_CASE("lint formats: a place inside of another file's string is that string's in the file") {
  const auto outer = std::make_shared<Source>("outer.json", "{\n \"d\":\"%7B%22Z%22%3A1%7D\"}");
  const rules::LintedPolicy inner =
      policy_of("role/x", R"({"Z":1})", "", EmbeddedIn{.outer = outer, .span = {7, 26}});
  const rules::LintResult result = result_of({inner}, {finding_in(inner, "\"Z\"", "m")});
  const json finding = json::parse(written("json", result))["findings"][0];
  CHECK(finding["file"] == "outer.json");
  CHECK(finding["span"]["start"] == json{{"line", 2}, {"column", 6}, {"offset", 7}});
  CHECK(finding["documentSpan"]["start"] == json{{"line", 1}, {"column", 2}, {"offset", 1}});
  CHECK(finding["path"] == json::array({{{"key", "Z"}}}));
  CHECK(written("concise", result).starts_with("outer.json:2:6 > 1:2: error: SYN005 m\n"));
}

TEST_CASE("lint formats: what fails a JUnit case is what fails the run") {
  const rules::LintedPolicy policy = policy_of("a.json", R"({"A":1})");
  rules::JudgedFinding finding = finding_in(policy, "\"A\"", "m");
  finding.finding.level = rules::Level::kInfo;
  rules::LintResult result = result_of({policy}, {finding});
  CHECK(written("junit", result).contains("failures=\"0\""));
  CHECK(written("junit", result).contains("<system-out>"));
  result.fail_on = rules::Level::kInfo;
  CHECK(written("junit", result).contains("<failure message=\"m\" type=\"info\">"));
}

// --- ValidatePolicy's response

std::string span_of(const json& location) {
  const auto text = [](const json& position) {
    return fmt::format("{}:{}@{}", position["line"].get<int>(), position["column"].get<int>(),
                       position["offset"].get<int>());
  };
  return fmt::format("{}-{} {}", text(location["span"]["start"]), text(location["span"]["end"]),
                     location["path"].dump());
}

TEST_CASE("access-analyzer: lines from 1, columns and offsets from 0, in characters") {
  struct Row {
    std::string_view text, member, mark, expected;
  };
  const Row rows[] = {
      // The example of the AWS CLI's reference: an empty Sid.
      {"{\n    \"Sid\": \"\"\n}", "", "\"\"", R"(2:11@13-2:13@15 [{"value":"Sid"}])"},
      {R"({"A":"é","B":"x"})", "", R"("x")", R"(1:13@13-1:16@16 [{"value":"B"}])"},
      {R"({"A":["x","y"]})", "", R"("y")", R"(1:10@10-1:13@13 [{"value":"A"},{"index":1}])"},
      {R"({"A":1})", "", R"("A")", R"(1:1@1-1:4@4 [{"key":"A"}])"},
      {R"({"A":"xyz"})", "", "yz",
       R"(1:7@7-1:9@9 [{"value":"A"},{"substring":{"length":2,"start":1}}])"},
      // AWS would be given the document alone.
      {"{\n \"Document\": {\"A\":\n 1}}", "Document", "1", R"(2:1@7-2:2@8 [{"value":"A"}])"},
      {R"({"Document":{"A":1}})", "Document", "1", R"(1:5@5-1:6@6 [{"value":"A"}])"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.text);
    const rules::LintedPolicy policy = policy_of("f", std::string(row.text), row.member);
    std::string mark(row.mark);
    rules::JudgedFinding finding = finding_in(policy, mark, "m");
    const json response = json::parse(written("access-analyzer", result_of({policy}, {finding})));
    CHECK(span_of(response["findings"][0]["locations"][0]) == row.expected);
  }
}

TEST_CASE("access-analyzer: the fields of a finding, and only findings that AWS has a code for") {
  const rules::LintedPolicy policy = policy_of("a.json", R"({"A":1,"B":2})");
  rules::JudgedFinding other = finding_in(policy, "\"A\"", "ours alone");
  other.finding.aws_code = {};
  rules::JudgedFinding suppressed = finding_in(policy, "\"A\"", "suppressed");
  suppressed.state = State::kSuppressed;
  rules::JudgedFinding finding = finding_in(policy, "\"B\"", "message");
  finding.finding.help = "help";
  const json response =
      json::parse(written("access-analyzer", result_of({policy}, {other, suppressed, finding})));
  CHECK(response.size() == 1);
  REQUIRE(response["findings"].size() == 1);
  json shown = response["findings"][0];
  shown.erase("locations");
  CHECK(shown == json{{"findingDetails", "message; help"},
                      {"findingType", "ERROR"},
                      {"issueCode", "INVALID_POLICY_ELEMENT"},
                      {"learnMoreLink",
                       "https://docs.aws.amazon.com/IAM/latest/UserGuide/"
                       "access-analyzer-reference-policy-checks.html"
                       "#access-analyzer-reference-policy-checks-error-invalid-policy-element"}});
}

TEST_CASE("access-analyzer: of several policies each has its response") {
  const rules::LintedPolicy a = policy_of("a.json", R"({"A":1})");
  const rules::LintedPolicy b = policy_of("b.json", R"({"A":1})");
  CHECK(written("access-analyzer", result_of({a, b}, {finding_in(b, "\"A\"", "m")}))
            .starts_with("{\n  \"policy\": \"a.json\",\n  \"findings\": []\n}\n"
                         "{\n  \"policy\": \"b.json\",\n  \"findings\": [\n"));
  CHECK(written("access-analyzer", {}) == "");
}

TEST_CASE("every AWS code of a rule is one of AWS's") {
  std::size_t codes = 0;
  for (const rules::Rule* rule : rules::all_rules()) {
    CAPTURE(rule->id);
    for (const std::string_view code : rule->aws_codes) {
      if (code.empty()) continue;
      CAPTURE(code);
      CHECK(rules::find_aws_code(code) != nullptr);
      ++codes;
    }
  }
  CHECK(codes > 0);
  CHECK(rules::aws_codes().size() == 153);
  CHECK(rules::find_aws_code("NO_SUCH_CODE") == nullptr);
}

}  // namespace
}  // namespace cordon
