#include "rules/containment/containment.h"

#include <fmt/format.h>

#include <memory>
#include <string>

#include "doctest/doctest.h"
#include "rules/containment/intruder.h"
#include "tests/support/policy_text.h"

namespace cordon {
namespace {

rules::Subject subject_of(std::string_view text, PolicyType type) {
  static const rules::Settings kSettings;
  JsonResult read = read_json(std::make_shared<Source>("policy.json", std::string(text)));
  rules::FoundDocument document{.tree = read.tree, .root = read.root(), .type = type};
  return rules::make_subject(std::move(document), kSettings,
                             parse_time("2026-01-01T00:00:00Z").value());
}

std::string handles(std::string_view statements, PolicyType type) {
  using enum rules::Handle;
  constexpr std::pair<rules::Handle, std::string_view> kNames[] = {
      {kIssueTime, "issue-time "},
      {kClock, "clock "},
      {kPrincipal, "principal "},
      {kTag, "tag "},
      {kSourceIdentity, "source-identity "},
      {kNetwork, "network "},
      {kEveryone, "everyone "}};
  std::string text;
  const rules::Subject subject = subject_of(support::document(statements), type);
  for (const rules::Containment& step : rules::containments(subject)) {
    text += fmt::format("{}: ", step.index);
    for (const auto& [handle, name] : kNames) {
      if (step.has(handle)) text += name;
    }
  }
  return text;
}

std::string deny(std::string_view elements) {
  return fmt::format(R"({{"Effect":"Deny",{}}})", elements);
}

std::string deny_all(std::string_view condition) {
  return deny(fmt::format(R"("Action":"*","Resource":"*","Condition":{})", condition));
}

TEST_CASE("containment: what a Deny takes an intruder by, and what is a guard rail") {
  using enum PolicyType;
  struct Row {
    PolicyType type;
    std::string statements;
    std::string_view expected;
  };
  const std::string allow = R"({"Effect":"Allow","Action":"s3:*","Resource":"*"})";
  const std::string everything = deny(R"("Action":"*","Resource":"*")");
  const Row rows[] = {
      {kIdentity, deny_all(R"({"DateLessThan":{"aws:TokenIssueTime":"2025-01-01T00:00:00Z"}})"),
       "0: issue-time "},
      {kIdentity,
       deny(R"("Action":"s3:*","Resource":"*","Condition":{"Null":{"AWS:tokenissuetime":"true"}})"),
       "0: issue-time "},
      {kIdentity, deny_all(R"({"DateLessThan":{"aws:CurrentTime":"2025-01-01T00:00:00Z"}})"),
       "0: clock "},
      {kScp, deny_all(R"({"ArnLike":{"aws:PrincipalArn":"arn:aws:iam::*:user/alice"}})"),
       "0: principal "},
      {kScp, deny_all(R"({"StringEquals":{"aws:PrincipalTag/quarantine":"true"}})"), "0: tag "},
      {kScp, deny_all(R"({"StringEquals":{"aws:SourceIdentity":"alice"}})"), "0: source-identity "},
      {kIdentity, deny_all(R"({"IpAddress":{"aws:SourceIp":"203.0.113.9/32"}})"), "0: network "},
      {kIdentity, everything, "0: everyone "},
      {kScp, allow + "," + everything, "1: everyone "},
      {kIdentity, deny(R"("NotAction":"s3:*","Resource":"*")"), "0: everyone "},
      {kResource,
       deny(R"("Principal":"*","Action":"s3:*","Resource":"*","Condition":)"
            R"({"StringLike":{"aws:userid":"AROAIOSFODNN7EXAMPLE:*"}})"),
       "0: principal "},
      // Guard rails.
      {kIdentity, allow, ""},
      {kIdentity, allow + "," + everything, ""},
      {kScp, deny(R"("NotAction":["iam:*","sts:*"],"Resource":"*")"), ""},
      {kScp,
       deny(R"("NotAction":["iam:*"],"Resource":"*","Condition":)"
            R"({"StringNotEquals":{"aws:RequestedRegion":"eu-west-1"}})"),
       ""},
      {kScp, deny_all(R"({"ArnNotLike":{"aws:PrincipalArn":"arn:aws:iam::*:role/admin"}})"), ""},
      {kScp, deny_all(R"({"BoolIfExists":{"aws:MultiFactorAuthPresent":"false"}})"), ""},
      {kScp,
       deny(R"("Action":"iam:*","Resource":"*","Condition":)"
            R"({"ArnLike":{"aws:PrincipalArn":"arn:aws:iam::*:user/alice"}})"),
       ""},
      {kResource,
       deny(R"("Principal":"*","Action":"s3:*","Resource":"*","Condition":)"
            R"({"Bool":{"aws:SecureTransport":"false"}})"),
       ""},
  };
  for (const Row& row : rows) {
    CAPTURE(row.statements);
    CHECK(handles(row.statements, row.type) == row.expected);
  }
}

// The request that meets a statement, and the same one with a long-term key.
std::string tried(std::string_view statement, PolicyType type) {
  const rules::Subject subject = subject_of(support::document(statement), type);
  REQUIRE(subject.compiled);
  const rules::Intruder intruder(subject, 0);
  const auto denied = intruder.denied_request(intruder.session());
  const Request key = intruder.request(rules::Holds::kLongTermKey, intruder.call());
  return fmt::format("{}; key {}", denied ? rules::describe(*denied) : "nothing",
                     intruder.gets_through(key) ? "through" : "stopped");
}

TEST_CASE("intruder: a request that meets the statement's conditions is found") {
  using enum PolicyType;
  struct Row {
    PolicyType type;
    std::string statement;
    std::string_view expected;
  };
  const Row rows[] = {
      {kIdentity, deny(R"("Action":"*","Resource":"*")"),
       "`s3:GetObject` with a session token issued at 2026-01-01T00:00:00Z; key stopped"},
      {kIdentity, deny_all(R"({"DateLessThan":{"aws:TokenIssueTime":"2025-01-01T00:00:00Z"}})"),
       "`s3:GetObject` with a session token issued at 2024-12-31T23:59:59Z; key through"},
      {kScp,
       deny_all(R"({"DateLessThan":{"aws:TokenIssueTime":"2025-01-01T00:00:00Z"},)"
                R"("ArnLike":{"aws:PrincipalArn":"arn:aws:iam::*:role/path/app"}})"),
       "`s3:GetObject` with a role session issued at 2024-12-31T23:59:59Z; key through"},
      {kIdentity, deny(R"("Action":"sqs:Send*","Resource":"arn:aws:sqs:*:*:orders")"),
       "`sqs:SendMessage` with a session token issued at 2026-01-01T00:00:00Z; key stopped"},
      {kIdentity, deny(R"("Action":"ses:SendE*","Resource":"*")"),
       "`ses:SendEmail` with a session token issued at 2026-01-01T00:00:00Z; key stopped"},
      {kIdentity,
       deny_all(R"({"StringEquals":{"aws:username":"bob"},"IpAddress":)"
                R"({"aws:SourceIp":"203.0.113.0/24"},"StringLike":{"aws:UserAgent":"curl/*"}})"),
       "`s3:GetObject` with a session token issued at 2026-01-01T00:00:00Z; key stopped"},
      {kIdentity, deny_all(R"({"DateLessThan":{"aws:CurrentTime":"2025-01-01T00:00:00Z"}})"),
       "`s3:GetObject` with a session token issued at 2026-01-01T00:00:00Z; key through"},
      {kIdentity, deny_all(R"({"DateLessThan":{"aws:TokenIssuedTime":"yesterday"}})"),
       "nothing; key through"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.statement);
    CHECK(tried(row.statement, row.type) == row.expected);
  }
}

}  // namespace
}  // namespace cordon
