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

// The hole is in a Deny, and no Allow speaks of it.
TEST_CASE("contain: a hole that only a proof finds") {
  const Judged result = judged(
      kToken,
      put_user_policy(document(
          R"({Effect: Deny, Action: "*", Resource: "*", Condition: {StringNotEquals: {"aws:UserAgent": "break-glass"}}})")));
  const CredentialReport& token = result.report.credentials.front();
  CHECK(line(token) == "token: live 12:00 live +22:00 dead");
  bool seen = false;
  for (const Stretch& stretch : token.timeline) {
    if (!stretch.what.witness) continue;
    for (const ContextEntry& entry : stretch.what.witness->context) {
      seen = seen || (entry.key.lower == "aws:useragent" &&
                      entry.values == std::vector<std::string>{"break-glass"});
    }
  }
  CHECK(seen);
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
