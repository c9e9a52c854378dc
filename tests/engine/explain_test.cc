// Explanations: each sentence in a table, and that they say nothing that evaluate does not say.

#include "engine/explain.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "doctest/doctest.h"
#include "tests/support/scene.h"

namespace cordon {
namespace {

using support::credential;
using support::layer;
using support::Scene;

std::string_view word(Truth matched) {
  switch (matched) {
    case Truth::kTrue:
      return "yes";
    case Truth::kFalse:
      return "no";
    case Truth::kUnknown:
      return "open";
  }
  return "";
}

std::string to_line(const ElementExplanation& element) {
  return fmt::format("{}: {}", word(element.matched), element.why);
}

std::string allow(std::string_view members) {
  return support::document(
      fmt::format(R"({{"Effect":"Allow","Action":"s3:GetObject","Resource":"*",{}}})", members));
}

// The one condition of a policy, explained for alice unless the scene says otherwise.
std::string condition_line(Scene scene, std::string_view operator_name, std::string_view entry,
                           Unstated unstated = Unstated::kAbsent) {
  const std::string document =
      allow(fmt::format(R"("Condition":{{"{}":{{{}}}}})", operator_name, entry));
  scene.policies = layer("identity", {std::string_view(document)});
  support::Case one = support::read_case(scene);
  one.request.unstated = unstated;
  const Explanation explanation = explain(one.request, one.policies);
  const ConditionExplanation& condition = explanation.statements.at(0).conditions.at(0);
  return fmt::format("{}: {}", word(condition.result.value), condition.why);
}

TEST_CASE("explain_condition says what the request had and what the policy wanted") {
  const std::string old_session = credential("get-session-token", "2017-08-15T09:10:00Z");
  const std::string app = credential("assume-role", "2017-08-15T09:10:00.250Z");
  const std::string unknown_issue = credential("assume-role");
  struct Row {
    Scene scene;
    std::string_view op, entry, line;
  };
  const Row rows[] = {
      {{},
       "DateLessThan",
       R"("aws:TokenIssueTime":"2017-08-15T12:00:00Z")",
       "no: `aws:TokenIssueTime` is absent (long-term keys have none), so DateLessThan does not "
       "match"},
      {{},
       "DateLessThanIfExists",
       R"("aws:TokenIssueTime":"2017-08-15T12:00:00Z")",
       "yes: `aws:TokenIssueTime` is absent (long-term keys have none), so DateLessThanIfExists "
       "matches (IfExists lets an absent key pass)"},
      {{.credential = old_session},
       "DateLessThan",
       R"("aws:TokenIssueTime":"2017-08-15T12:00Z")",
       "yes: `aws:TokenIssueTime` is 2017-08-15T09:10:00Z (known to the second), so DateLessThan "
       "`2017-08-15T12:00Z` matches"},
      {{.credential = old_session},
       "DateLessThan",
       R"("aws:TokenIssueTime":"2017-08-15T09:10:00.500Z")",
       "open: `aws:TokenIssueTime` is 2017-08-15T09:10:00Z (known to the second), and the policy's "
       "time lies within that second, so DateLessThan `2017-08-15T09:10:00.500Z` may match or not"},
      {{.principal = support::kAppRole, .credential = app},
       "DateLessThan",
       R"("aws:TokenIssueTime":"2017-08-15T09:10:00.500Z")",
       "yes: `aws:TokenIssueTime` is 2017-08-15T09:10:00.250Z, so DateLessThan "
       "`2017-08-15T09:10:00.500Z` matches"},
      {{.principal = support::kAppRole, .credential = unknown_issue},
       "DateLessThan",
       R"("aws:TokenIssueTime":"2017-08-15T12:00:00Z")",
       "open: `aws:TokenIssueTime` is present, but when the credential was issued is not told, so "
       "DateLessThan `2017-08-15T12:00:00Z` may match or not"},
      {{.credential = old_session},
       "StringLike",
       R"("aws:TokenIssueTime":"2017*")",
       "open: `aws:TokenIssueTime` is 2017-08-15T09:10:00Z (known to the second), and how AWS "
       "writes "
       "this time as text is not documented, so StringLike `2017*` may match or not"},
      {{.at = ""},
       "DateGreaterThan",
       R"("aws:CurrentTime":"2017-08-15T12:00:00Z")",
       "open: `aws:CurrentTime` is present, but the time of the request is not told, so "
       "DateGreaterThan `2017-08-15T12:00:00Z` may match or not"},
      {{.context = R"("aws:SourceIp":"198.51.100.7")"},
       "IpAddress",
       R"("aws:SourceIp":["203.0.113.0/24","198.51.100.0/24"])",
       "yes: `aws:SourceIp` is `198.51.100.7`, so IpAddress `203.0.113.0/24` or `198.51.100.0/24` "
       "matches"},
      {{},
       "NotIpAddress",
       R"("aws:SourceIp":"203.0.113.0/24")",
       "yes: `aws:SourceIp` is absent (the request does not state it), so NotIpAddress matches (a "
       "negated operator matches an absent key)"},
      {{.context = R"("aws:SourceIp":null)"},
       "IpAddress",
       R"("aws:SourceIp":"203.0.113.0/24")",
       "no: `aws:SourceIp` is absent (told to be), so IpAddress does not match"},
      {{},
       "ForAllValues:StringEquals",
       R"("aws:TagKeys":"a")",
       "yes: `aws:TagKeys` is absent (the request does not state it), so ForAllValues:StringEquals "
       "matches (it holds for all of no values)"},
      {{},
       "ForAnyValue:StringEquals",
       R"("aws:TagKeys":"a")",
       "no: `aws:TagKeys` is absent (the request does not state it), so ForAnyValue:StringEquals "
       "does not match (there is no value it could hold for)"},
      {{},
       "ForAnyValue:StringEqualsIfExists",
       R"("aws:TagKeys":"a")",
       "open: `aws:TagKeys` is absent (the request does not state it), and AWS's pages disagree on "
       "ForAnyValue with IfExists then, so ForAnyValue:StringEqualsIfExists `a` may match or not"},
      {{.context = R"("aws:TagKeys":["a","b"])"},
       "ForAllValues:StringEquals",
       R"("aws:TagKeys":"a")",
       "no: `aws:TagKeys` is the list `a` and `b`, so ForAllValues:StringEquals `a` does not "
       "match"},
      {{.context = R"("aws:TagKeys":["a"])"},
       "StringEquals",
       R"("aws:TagKeys":"a")",
       "no: `aws:TagKeys` is the list `a`, and StringEquals never matches a list without "
       "ForAllValues or ForAnyValue"},
      {{.context = R"("s3:max-keys":"ten")"},
       "NumericLessThan",
       R"("s3:max-keys":"100")",
       "no: `s3:max-keys` is `ten`, which is no number, so NumericLessThan `100` does not match"},
      {{.context = R"("s3:max-keys":"10")"},
       "NumericLessThan",
       R"("s3:max-keys":"many")",
       "no: `s3:max-keys` is `10`, and the policy's `many` is no number, so NumericLessThan does "
       "not match"},
      {{.context = R"("s3:max-keys":"10")"},
       "NumericNotEquals",
       R"("s3:max-keys":"many")",
       "open: `s3:max-keys` is `10`, and the policy's `many` is no number, so NumericNotEquals may "
       "match or not: AWS does not document it"},
      {{},
       "Null",
       R"("aws:TokenIssueTime":"true")",
       "yes: `aws:TokenIssueTime` is absent (long-term keys have none), so Null `true` matches"},
      {{},
       "ForAllValues:Null",
       R"("aws:TokenIssueTime":"false")",
       "yes: ForAllValues:Null always matches, whatever the request has"},
      {{},
       "ForAnyValue:Null",
       R"("aws:TokenIssueTime":"false")",
       "no: ForAnyValue:Null never matches, whatever the request has"},
      {{.context = R"("s3:prefix":"home/alice")"},
       "StringEquals",
       R"("s3:prefix":"home/${aws:username}")",
       "yes: `s3:prefix` is `home/alice`, so StringEquals `home/${aws:username}` (here "
       "`home/alice`) matches"},
      {{.context = R"("s3:prefix":"x")"},
       "StringEquals",
       R"("s3:prefix":"${aws:userid}")",
       "open: `s3:prefix` is `x`, and `aws:userid` is not told, so StringEquals `${aws:userid}` "
       "(not "
       "all of its variables are told) may match or not"},
      {{.context = R"("s3:prefix":"x")"},
       "StringEquals",
       R"("s3:prefix":"${s3:nothing}")",
       "no: `s3:prefix` is `x`, so StringEquals `${s3:nothing}` (a variable in it has no value) "
       "does "
       "not match"},
      {{.context = R"("aws:SecureTransport":"true")"},
       "Bool",
       R"("aws:SecureTransport":"${aws:SecureTransport}")",
       "open: `aws:SecureTransport` is `true`, and AWS's pages disagree on variables under Bool, "
       "so "
       "Bool `${aws:SecureTransport}` may match or not"},
      {{},
       "stringequals",
       R"("aws:username":"alice")",
       "open: `stringequals` is no condition operator, and AWS refuses a policy with it"},
      {{.principal = support::kAppRole},
       "StringEquals",
       R"("aws:username":"alice")",
       "no: `aws:username` is absent (only IAM users have one), so StringEquals does not match"},
      {{.principal = support::kCarol},
       "Bool",
       R"("aws:MultiFactorAuthPresent":"true")",
       "no: `aws:MultiFactorAuthPresent` is absent (credentials of kind `get-federation-token` "
       "have "
       "none), so Bool does not match"},
      {{.credential = old_session},
       "NumericLessThan",
       R"("aws:MultiFactorAuthAge":"60")",
       "no: `aws:MultiFactorAuthAge` is absent (the session was opened without MFA), so "
       "NumericLessThan does not match"},
      {{.credential = credential("get-session-token", "", "2024-05-01T11:59:00Z")},
       "NumericLessThan",
       R"("aws:MultiFactorAuthAge":"61")",
       "yes: `aws:MultiFactorAuthAge` is 60, so NumericLessThan `61` matches"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.op);
    CAPTURE(row.entry);
    CHECK(condition_line(row.scene, row.op, row.entry) == row.line);
  }
}

TEST_CASE("explain_condition: a key that is left open") {
  CHECK(condition_line({}, "IpAddress", R"("aws:SourceIp":"203.0.113.0/24")", Unstated::kOpen) ==
        "open: `aws:SourceIp` is not told (it may be absent or have any value), so IpAddress "
        "`203.0.113.0/24` may match or not");
}

// The elements of the first statement of one policy of a scene.
std::string element_lines(const Scene& scene) {
  const support::Case one = support::read_case(scene);
  const Explanation explanation = explain(one.request, one.policies);
  const StatementExplanation& statement = explanation.statements.at(0);
  std::vector<std::string> lines{to_line(statement.action)};
  if (statement.principal) lines.push_back(to_line(*statement.principal));
  lines.push_back(to_line(statement.resource));
  for (const std::string& note : statement.notes) lines.push_back("note: " + note);
  return fmt::format("{}", fmt::join(lines, "\n"));
}

std::string identity(std::string_view statement) {
  const std::string document = support::document(statement);
  return layer("identity", {std::string_view(document)});
}

std::string resource(std::string_view statement) {
  return "\"resource\":" + support::document(statement);
}

TEST_CASE("explain names the entry of each element that matched") {
  struct Row {
    Scene scene;
    std::string_view lines;
  };
  const Row rows[] = {
      {{.policies = identity(R"({"Effect":"Allow","Action":["s3:List*","s3:Get*"],
                                "Resource":["arn:aws:s3:::other/*","arn:aws:s3:::reports/*"]})")},
       "yes: `s3:GetObject` is matched by Action's `s3:Get*`\n"
       "yes: `arn:aws:s3:::reports/2024.csv` is matched by Resource's `arn:aws:s3:::reports/*`"},
      {{.policies = identity(R"({"Effect":"Deny","NotAction":["iam:*","sts:*"],
                                "NotResource":"arn:aws:s3:::reports/*"})")},
       "yes: `s3:GetObject` is not matched by NotAction's `iam:*` or `sts:*`\n"
       "no: `arn:aws:s3:::reports/2024.csv` is matched by NotResource's `arn:aws:s3:::reports/*`"},
      {{.action = "s3:ListAllMyBuckets",
        .resource = "*",
        .policies =
            identity(R"({"Effect":"Allow","Action":"s3:*","Resource":"arn:aws:s3:::reports"})")},
       "yes: `s3:ListAllMyBuckets` is matched by Action's `s3:*`\n"
       "no: the action takes no resource, and only `*` matches then, not Resource's "
       "`arn:aws:s3:::reports`"},
      {{.policies =
            identity(R"({"Effect":"Allow","Action":"s3:*","Resource":"arn:aws:s3:::Reports/*"})")},
       "yes: `s3:GetObject` is matched by Action's `s3:*`\n"
       "no: `arn:aws:s3:::reports/2024.csv` is not matched by Resource's `arn:aws:s3:::Reports/*`\n"
       "note: `arn:aws:s3:::Reports/*` would match if letter case did not count"},
      {{.action = "dynamodb:GetItem",
        .resource = "arn:aws:dynamodb:us-east-1:111122223333:table/prod-x",
        .policies = identity(R"({"Effect":"Allow","Action":"dynamodb:*",
                                "Resource":"arn:aws:dynamodb:*:table/prod-*"})")},
       "yes: `dynamodb:GetItem` is matched by Action's `dynamodb:*`\n"
       "yes: `arn:aws:dynamodb:us-east-1:111122223333:table/prod-x` is matched by Resource's "
       "`arn:aws:dynamodb:*:table/prod-*`\n"
       "note: `arn:aws:dynamodb:*:table/prod-*` matches because a `*` at the end of a field runs "
       "on "
       "past a colon; read field by field, as older AWS pages have it, it does not match"},
      {{.policies = identity(R"({"Effect":"Allow","Action":"s3:*",
                                "Resource":"arn:aws:s3:::reports/${aws:userid}/*"})")},
       "yes: `s3:GetObject` is matched by Action's `s3:*`\n"
       "open: it is open whether Resource's `arn:aws:s3:::reports/${aws:userid}/*` (not all of its "
       "variables are told) matches `arn:aws:s3:::reports/2024.csv`: `aws:userid` is not told"},
      {{.policies = resource(R"({"Effect":"Allow","Action":"s3:*","Resource":"*",
                                "Principal":{"AWS":["444455556666","111122223333"]}})")},
       "yes: `s3:GetObject` is matched by Action's `s3:*`\n"
       "yes: Principal's `111122223333` names the caller's account\n"
       "yes: `arn:aws:s3:::reports/2024.csv` is matched by Resource's `*`"},
      {{.policies = resource(R"({"Effect":"Allow","Action":"s3:*","Resource":"*",
                                "Principal":{"AWS":"arn:aws:iam::111122223333:user/bob"}})")},
       "yes: `s3:GetObject` is matched by Action's `s3:*`\n"
       "no: `arn:aws:iam::111122223333:user/alice` is not named by Principal's "
       "`arn:aws:iam::111122223333:user/bob`\n"
       "yes: `arn:aws:s3:::reports/2024.csv` is matched by Resource's `*`"},
      {{.principal = support::kAppRole,
        .policies = resource(
            R"({"Effect":"Allow","Action":"s3:*","Resource":"*",
                "Principal":{"AWS":"arn:aws:sts::111122223333:assumed-role/app/nightly"}})")},
       "yes: `s3:GetObject` is matched by Action's `s3:*`\n"
       "open: Principal's `arn:aws:sts::111122223333:assumed-role/app/nightly` may name the "
       "caller: "
       "the session's name is not told\n"
       "yes: `arn:aws:s3:::reports/2024.csv` is matched by Resource's `*`"},
      {{.policies = resource(R"({"Effect":"Deny","Action":"s3:*","Resource":"*",
                                "NotPrincipal":{"AWS":"arn:aws:iam::111122223333:user/alice"}})")},
       "yes: `s3:GetObject` is matched by Action's `s3:*`\n"
       "yes: NotPrincipal's `arn:aws:iam::111122223333:user/alice` names the caller, which spares "
       "it only together with its account and its role\n"
       "yes: `arn:aws:s3:::reports/2024.csv` is matched by Resource's `*`"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.scene.policies);
    CHECK(element_lines(row.scene) == row.lines);
  }
}

std::string_view word(LayerExplanation::Part part) {
  constexpr std::array<std::string_view, 6> kWords{"not given", "allows", "denies",
                                                   "silent",    "open",   "exempt"};
  return kWords[static_cast<std::size_t>(part)];
}

// Every layer that is given, or has something to be noted.
std::string layer_lines(const Scene& scene) {
  const support::Case one = support::read_case(scene);
  std::vector<std::string> lines;
  for (const LayerExplanation& part : explain(one.request, one.policies).layers) {
    if (part.part == LayerExplanation::Part::kNotGiven && part.note.empty()) continue;
    lines.push_back(fmt::format("{} {}{}", kLayerNames[static_cast<std::size_t>(part.layer)],
                                word(part.part), part.note.empty() ? "" : ": " + part.note));
  }
  return fmt::format("{}", fmt::join(lines, "\n"));
}

TEST_CASE("explain says what part each policy type had") {
  const std::string to_account = R"("resource":{"Version":"2012-10-17","Statement":{
      "Effect":"Allow","Principal":{"AWS":"111122223333"},"Action":"*","Resource":"*"}})";
  struct Row {
    Scene scene;
    std::string_view lines;
  };
  const Row rows[] = {
      {{.policies = layer("identity", {support::kAllowAll}) + "," +
                    layer("boundary", {support::kSilent}) + "," + to_account},
       "resource allows: through the caller's account, whose own policies have to allow as well\n"
       "identity allows\n"
       "boundary silent"},
      {{.policies =
            fmt::format(R"("scps":[[{0}],[{1}],[{0}],[]])", support::kAllowAll, support::kSilent)},
       "scp silent: levels 1 and 3 (counted from the root, which is 0) have no Allow for it"},
      {{.principal = "ec2.amazonaws.com", .policies = layer("scps", {support::kDenyAll})},
       "scp exempt: SCPs reach the principals of accounts only"},
      {{.principal = support::kCarol, .policies = layer("identity", {support::kAllowAll})},
       "identity allows\n"
       "session not given: without one, a GetFederationToken session has no permissions of its "
       "own"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.scene.policies);
    CHECK(layer_lines(row.scene) == row.lines);
  }
}

// No second opinion: what is explained as matching is what evaluate recorded as a hit.
TEST_CASE("explain agrees with evaluate on every statement of the truth table of decisions") {
  std::size_t statements = 0;
  for (const support::JsonText& line : support::json_lines("fixtures/semantics/decisions.jsonl")) {
    const support::Case one = support::read_case(line.root());
    CAPTURE(one.id);
    std::vector<std::string> explained;
    const Explanation explanation = explain(one.request, one.policies);
    for (const StatementExplanation& each : explanation.statements) {
      ++statements;
      if (each.matched == Truth::kFalse) continue;
      explained.push_back(fmt::format("{} {} {}", each.place.policy->type == PolicyType::kScp,
                                      fmt::ptr(each.place.policy), each.place.statement) +
                          std::string(word(each.matched)));
    }
    std::vector<std::string> hits;
    for (const StatementHit& hit : trace(one.request, one.policies).hits) {
      hits.push_back(fmt::format("{} {} {}", hit.policy->type == PolicyType::kScp,
                                 fmt::ptr(hit.policy), hit.statement) +
                     std::string(word(hit.matched)));
    }
    std::ranges::sort(explained);
    std::ranges::sort(hits);
    CHECK(explained == hits);
    const Decision decision = evaluate(one.request, one.policies);
    CHECK(explanation.open.empty() == (decision.outcome != Outcome::kUndecided));
  }
  CHECK(statements > 40);
}

}  // namespace
}  // namespace cordon
