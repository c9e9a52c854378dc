// Verdicts that hold for every request, where no single Deny covers everything and no candidate
// request shows the way through.

#include <string>
#include <string_view>
#include <vector>

#include "doctest/doctest.h"
#include "tests/support/judged.h"

namespace cordon::incident {
namespace {

std::string document(std::string_view statements) {
  return fmt::format("{{Version: \"2012-10-17\", Statement: [{}]}}", statements);
}

TEST_CASE("contain: denied is proved of statements that cover everything together") {
  struct Row {
    std::string_view name;
    std::string statements;
    std::string_view expected;
  };
  const std::vector<Row> rows{
      {"older and newer tokens",
       R"({Effect: Deny, Action: "*", Resource: "*", Condition: {DateLessThan: {"aws:TokenIssueTime": "2024-01-01T09:00:00Z"}}},
          {Effect: Deny, Action: "*", Resource: "*", Condition: {DateGreaterThanEquals: {"aws:TokenIssueTime": "2024-01-01T09:00:00Z"}}})",
       "token: live 12:00 residual +22:00 dead"},
      {"an action and all others",
       R"({Effect: Deny, Action: "s3:*", Resource: "*"}, {Effect: Deny, NotAction: "s3:*", Resource: "*"})",
       "token: live 12:00 residual +22:00 dead"},
      {"buckets and what is none",
       R"({Effect: Deny, Action: "*", Resource: "arn:aws:s3:::*"}, {Effect: Deny, Action: "*", NotResource: "arn:aws:s3:::*"})",
       "token: live 12:00 residual +22:00 dead"},
      {"inside and outside of a network",
       R"({Effect: Deny, Action: "*", Resource: "*", Condition: {IpAddress: {"aws:SourceIp": "198.51.100.0/24"}}},
          {Effect: Deny, Action: "*", Resource: "*", Condition: {NotIpAddress: {"aws:SourceIp": "198.51.100.0/24"}}})",
       "token: live 12:00 residual +22:00 dead"},
      {"all but what it can do",
       R"({Effect: Deny, NotAction: "s3:ListAllMyBuckets", Resource: "*"})",
       "token: live +22:00 dead"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.name);
    CHECK(lines(judged(kToken, put_user_policy(document(row.statements))).report) == row.expected);
  }
}

// AWS's documents contradict each other on whether a Deny stops sts:GetSessionToken, which needs no
// permission (assumption getSessionTokenUnderDeny).
TEST_CASE("contain: a key that is denied, and the token that it may get") {
  struct Row {
    std::string_view name;
    std::string_view document;
    std::string_view assumption;
    std::string_view expected;
  };
  const std::vector<Row> rows{
      {"only older tokens and the key", kDenyOldIfExists, "unknown", "key: live 12:00 unknown"},
      {"the same, and GetSessionToken answers", kDenyOldIfExists, "ineffective",
       "key: live 12:00 live"},
      {"the same, and a Deny stops it", kDenyOldIfExists, "effective", "key: live 12:00 residual"},
      {"everything", kDenyAll, "ineffective", "key: live 12:00 residual"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.name);
    const Judged result =
        judged(kKey, put_user_policy(row.document),
               fmt::format("assumptions: {{getSessionTokenUnderDeny: {}}}\n", row.assumption));
    const CredentialReport& key = result.report.credentials.front();
    CHECK(line(key) == row.expected);
    if (row.document != kDenyOldIfExists || row.assumption == "effective") continue;
    CHECK(key.timeline.at(1).what.reason ==
          "a token from sts:GetSessionToken, which needs no permission, gets through: "
          "s3:ListAllMyBuckets on *");
    CHECK(result.report.verdict != Containment::kContained);
  }
}

// The hole is in a Deny, and no Allow speaks of it.
TEST_CASE("contain: a hole that only a proof finds") {
  const Judged result = judged(
      kToken,
      put_user_policy(document(
          R"({Effect: Deny, Action: "*", Resource: "*", Condition: {StringNotEquals: {"aws:UserAgent": "break-glass"}}})")));
  const CredentialReport& token = result.report.credentials.front();
  CHECK(line(token) == "token: live 12:00 live +22:00 dead");
  CHECK(token.timeline.at(1).what.reason ==
        "s3:ListAllMyBuckets on * is allowed with `aws:UserAgent` `break-glass`");
  REQUIRE(token.timeline.at(1).what.witness);
  const std::vector<ContextEntry>& context = token.timeline.at(1).what.witness->context;
  REQUIRE(context.size() == 1);
  CHECK(context.front().values == std::vector<std::string>{"break-glass"});
}

// What the attacker does not choose makes no request that gets through for certain.
TEST_CASE("contain: a request that hangs on the resource's tag is unknown") {
  const Judged result = judged(
      kToken,
      put_user_policy(document(
          R"({Effect: Deny, Action: "*", Resource: "*", Condition: {StringNotEquals: {"aws:ResourceTag/open": "yes"}}})")));
  const CredentialReport& token = result.report.credentials.front();
  CHECK(line(token) == "token: live 12:00 unknown +22:00 dead");
  CHECK(token.timeline.at(1).what.reason.contains("if `aws:ResourceTag/open` is `yes`"));
}

TEST_CASE("contain: without an Allow, a resource's own policy may still let it in") {
  const Judged result =
      judged(kToken, event("iam:DeleteUserPolicy", "{UserName: bob, PolicyName: work}"));
  const CredentialReport& token = result.report.credentials.front();
  CHECK(line(token) == "token: live 12:00 unknown +22:00 dead");
  CHECK(token.timeline.at(1).what.reason ==
        "no request gets through, unless a resource that the snapshot does not have allows it in a "
        "policy of its own");
}

}  // namespace
}  // namespace cordon::incident
