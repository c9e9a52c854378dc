// One finding for one cause: where a rule replaces a more general one, that one keeps still at the
// same place, and only there.

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "doctest/doctest.h"
#include "grammar/date_time.h"
#include "rules/documents/documents.h"
#include "rules/registry.h"
#include "rules/run.h"
#include "tests/support/policy_text.h"

namespace cordon::rules {
namespace {

Subject subject_of(std::string_view statements) {
  static const Settings kSettings;
  auto found = find_documents(
      std::make_shared<Source>("policy.json", support::document(statements)), Expected::kTold);
  FoundDocument document = std::move(found.documents.at(0));
  document.type = PolicyType::kScp;
  return make_subject(std::move(document), kSettings, parse_time("2026-01-01T00:00:00Z").value());
}

// The findings of these rules, without their words: `CTN002@StringLessThan`.
std::string findings_of(const std::vector<std::string_view>& ids, std::string_view statements) {
  std::vector<const Rule*> rules;
  for (const std::string_view id : ids) rules.push_back(find_rule(id));
  std::vector<Subject> subjects;
  subjects.push_back(subject_of(statements));
  auto found = run_rules(rules, subjects).value();
  drop_replaced(found.findings);
  std::string text;
  for (const Finding& finding : found.findings) {
    const std::string_view place =
        finding.source->text().substr(finding.span.begin, finding.span.end - finding.span.begin);
    text += fmt::format("{}{}@{}", text.empty() ? "" : " ", finding.rule->id, place);
  }
  return text;
}

constexpr std::string_view kDeny = R"({"Effect":"Deny","Action":"*","Resource":"*",)";

std::string deny(std::string_view condition) {
  return fmt::format(R"({}"Condition":{}}})", kDeny, condition);
}

TEST_CASE("one per cause: the rule that says more speaks") {
  struct Row {
    std::string_view special, general, condition;
    std::string_view together;  // findings of both
    std::string_view alone;     // of the general one
  };
  const Row rows[] = {
      {"CTN002", "SEM031", R"({"NumericLessThan":{"aws:TokenIssueTime":"1735689600"}})",
       R"(CTN002@"NumericLessThan")", R"(SEM031@"aws:TokenIssueTime")"},
      {"CTN013", "SYN041", R"({"DateLessThan":{"aws:TokenIssueTime":"${aws:CurrentTime}"}})",
       R"(CTN013@"${aws:CurrentTime}")", R"(SYN041@"${aws:CurrentTime}")"},
      {"CTN016", "SEM057",
       R"({"DateGreaterThan":{"aws:CurrentTime":"2026-02-01T00:00:00Z"},)"
       R"("DateLessThan":{"aws:CurrentTime":"2026-01-01T00:00:00Z"}})",
       R"(CTN016@"2026-02-01T00:00:00Z")", R"(SEM057@"aws:CurrentTime")"},
      {"CTN029", "SEM070",
       R"({"ArnEquals":{"aws:PrincipalArn":"arn:aws:sts::111122223333:assumed-role/app/x"}})",
       R"(CTN029@"arn:aws:sts::111122223333:assumed-role/app/x")",
       R"(SEM070@"arn:aws:sts::111122223333:assumed-role/app/x")"},
      {"CTN035", "SEC047", R"({"Bool":{"aws:MultiFactorAuthPresent":"false"}})", R"(CTN035@"Bool")",
       R"(SEC047@"aws:MultiFactorAuthPresent")"},
      // At another place nothing is replaced.
      {"CTN002", "SEM031",
       R"({"StringEquals":{"aws:TokenIssueTime":"x","aws:SecureTransport":"true"}})",
       R"(CTN002@"StringEquals" SEM031@"aws:SecureTransport")",
       R"(SEM031@"aws:TokenIssueTime" SEM031@"aws:SecureTransport")"},
      // The pair with the third condition is another cause.
      {"CTN016", "SEM057",
       R"({"Null":{"aws:CurrentTime":"true"},)"
       R"("DateGreaterThan":{"aws:CurrentTime":"2026-02-01T00:00:00Z"},)"
       R"("DateLessThan":{"aws:CurrentTime":"2026-01-01T00:00:00Z"}})",
       R"(SEM057@"aws:CurrentTime" CTN016@"2026-02-01T00:00:00Z")", R"(SEM057@"aws:CurrentTime")"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.special);
    CHECK(findings_of({row.general, row.special}, deny(row.condition)) == row.together);
    CHECK(findings_of({row.general}, deny(row.condition)) == row.alone);
  }
}

TEST_CASE("one per cause: a tag that many requests lack") {
  const std::string statement =
      R"({"Effect":"Deny","Action":["*","ec2:DescribeInstances"],"Resource":"*","Condition":)"
      R"({"StringEquals":{"aws:PrincipalArn":"arn:aws:iam::111122223333:user/eve",)"
      R"("aws:ResourceTag/stage":"prod"}}})";
  CHECK(findings_of({"SEC050", "CTN040"}, statement) == R"(CTN040@"aws:ResourceTag/stage")");
  CHECK(findings_of({"SEC050"}, statement) == R"(SEC050@"aws:ResourceTag/stage")");
}

TEST_CASE("one per cause: each statement of a document by itself") {
  const std::string window =
      deny(R"({"DateGreaterThan":{"aws:CurrentTime":"2026-02-01T00:00:00Z"},)"
           R"("DateLessThan":{"aws:CurrentTime":"2026-01-01T00:00:00Z"}})");
  CHECK(findings_of({"SEM057", "CTN016"}, window + "," + window) ==
        R"(CTN016@"2026-02-01T00:00:00Z" CTN016@"2026-02-01T00:00:00Z")");
}

TEST_CASE("one per cause: what is replaced is a rule that is no worse") {
  std::size_t seen = 0;
  for (const Rule* rule : all_rules()) {
    if (rule->replaces.empty()) continue;
    CAPTURE(rule->id);
    const Rule* general = find_rule(rule->replaces);
    REQUIRE(general != nullptr);
    CHECK(general->id == rule->replaces);
    CHECK(rule->level <= general->level);  // --fail-on must not pass by it
    CHECK(rule->profile == Profile::kDefault);
    CHECK(general->replaces.empty());
    ++seen;
  }
  CHECK(seen == 6);
}

// --- Bounds

std::string many_denies(std::size_t count) {
  std::string statements;
  for (std::size_t i = 0; i < count; ++i) {
    statements += fmt::format(
        R"({}{{"Sid":"S{}","Effect":"Deny","NotAction":"iam:*","Resource":"*","Condition":)"
        R"({{"StringEquals":{{"aws:SourceIdentity":"u{}"}}}}}})",
        i == 0 ? "" : ",", i, i);
  }
  return statements;
}

TEST_CASE("bounds: a long document is not tried in full, and that is said") {
  const Rule* const rule[] = {find_rule("CTN020")};
  for (const std::size_t count : {std::size_t{300}, std::size_t{3000}}) {
    std::vector<Subject> subjects;
    subjects.push_back(subject_of(many_denies(count)));
    const Findings found = run_rules(rule, subjects).value();
    CAPTURE(count);
    if (count == 300) {
      CHECK(found.findings.size() == 300);
      CHECK(found.left_out.empty());
      continue;
    }
    REQUIRE(found.left_out.size() == 1);
    CHECK(found.left_out.front().rule == rule[0]);
    CHECK(found.left_out.front().subject == subjects.data());
    CHECK(found.left_out.front().tries == found.findings.size());
    CHECK(found.findings.size() > 50);
    CHECK(found.findings.size() < 200);
  }
}

}  // namespace
}  // namespace cordon::rules
