// What conditions and Denies keep out, and how much of a value is left open.
#include "rules/conditions/guards.h"

#include <fmt/format.h>

#include <memory>
#include <string>
#include <string_view>

#include "doctest/doctest.h"
#include "rules/conditions/loose_values.h"
#include "rules/principals/federation.h"
#include "rules/principals/public_access.h"
#include "rules/settings.h"

namespace cordon {
namespace {

const rules::Settings kSettings;

rules::Subject subject_of(std::string_view statements) {
  std::string text = fmt::format(R"({{"Version":"2012-10-17","Statement":[{}]}})", statements);
  JsonResult read = read_json(std::make_shared<Source>("p.json", std::move(text)));
  rules::FoundDocument document;
  document.root = read.root();
  document.tree = std::move(read.tree);
  document.type = PolicyType::kResource;
  return rules::make_subject(std::move(document), kSettings, std::nullopt);
}

constexpr std::string_view kAllow =
    R"({"Effect":"Allow","Principal":"*","Action":"s3:GetObject","Resource":"arn:aws:s3:::b/*")";

std::string condition(std::string_view text) {
  return fmt::format(R"({},"Condition":{}}})", kAllow, text);
}

std::string fence_of(std::string_view statements) {
  const rules::Subject subject = subject_of(statements);
  REQUIRE(subject.compiled != nullptr);
  const rules::FenceFound found = rules::Fences(subject).around(subject.statements()[0]);
  constexpr std::string_view kWords[] = {"none", "weak", "pinned"};
  return std::string(kWords[static_cast<std::size_t>(found.fence)]);
}

TEST_CASE("guards: what a condition makes of an Allow for everyone") {
  struct Row {
    std::string_view condition, expected;
  };
  const Row rows[] = {
      {R"({"Bool":{"aws:SecureTransport":"true"}})", "none"},
      {R"({"StringEquals":{"aws:PrincipalOrgID":"o-a1b2c3d4e5"}})", "pinned"},
      {R"({"StringLike":{"aws:PrincipalOrgID":"o-a*"}})", "weak"},
      {R"({"StringEqualsIfExists":{"aws:PrincipalOrgID":"o-a1b2c3d4e5"}})", "weak"},
      {R"({"ForAllValues:StringEquals":{"aws:PrincipalOrgPaths":"o-a/r-b/"}})", "weak"},
      {R"({"ForAnyValue:StringLike":{"aws:PrincipalOrgPaths":"o-a/r-b/*"}})", "pinned"},
      {R"({"ForAnyValue:StringLike":{"aws:PrincipalOrgPaths":"o-*/r-b/*"}})", "weak"},
      {R"({"StringNotEquals":{"aws:SourceVpce":"vpce-0abc1234"}})", "weak"},
      {R"({"StringEquals":{"aws:SourceVpce":["vpce-0abc1234","vpce-1abc1234"]}})", "pinned"},
      {R"({"Null":{"aws:SourceVpce":"false"}})", "weak"},
      {R"({"IpAddress":{"aws:SourceIp":"203.0.113.0/24"}})", "pinned"},
      {R"({"IpAddress":{"aws:SourceIp":["203.0.113.0/24","0.0.0.0/1"]}})", "weak"},
      {R"({"ArnLike":{"aws:SourceArn":"arn:aws:sns:*:111122223333:*"}})", "pinned"},
      {R"({"ArnLike":{"aws:SourceArn":"arn:aws:sns:us-east-1:*:alerts"}})", "weak"},
      {R"({"ArnLike":{"aws:SourceArn":"arn:aws:s3:::reports"}})", "pinned"},
      {R"({"ArnLike":{"aws:SourceArn":"arn:aws:s3:::reports*"}})", "weak"},
      {R"({"ArnLike":{"aws:SourceArn":"*"}})", "weak"},
      {R"({"StringLike":{"aws:userid":"AROAEXAMPLEID:*"}})", "pinned"},
      {R"({"StringLike":{"aws:userid":"*:alice"}})", "weak"},
      {R"({"StringLike":{"aws:Referer":"https://www.example.com/*"}})", "weak"},
      {R"({"StringEquals":{"aws:PrincipalTag/team":"red"}})", "weak"},
      {R"({"StringEquals":{"kms:CallerAccount":"111122223333"}})", "pinned"},
      {R"({"StringEquals":{"aws:PrincipalAccount":"${aws:ResourceAccount}"}})", "pinned"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.condition);
    CHECK(fence_of(condition(row.condition)) == row.expected);
  }
}

TEST_CASE("guards: what a Deny makes of an Allow for everyone") {
  constexpr std::string_view kOthers =
      R"("Condition":{"StringNotEquals":{"aws:PrincipalOrgID":"o-a1b2c3d4e5"}})";
  struct Row {
    std::string_view head, tail, expected;
  };
  const Row rows[] = {
      {R"("Principal":"*","Action":"s3:*","Resource":"*")", kOthers, "pinned"},
      {R"("Principal":{"AWS":"*"},"Action":"S3:Get*","Resource":"arn:aws:s3:::b/*")", kOthers,
       "pinned"},
      {R"("Principal":"*","Action":"s3:PutObject","Resource":"*")", kOthers, "none"},
      {R"("Principal":"*","Action":"s3:*","Resource":"arn:aws:s3:::B/*")", kOthers, "none"},
      {R"("Principal":{"AWS":"111122223333"},"Action":"s3:*","Resource":"*")", kOthers, "none"},
      {R"("Principal":"*","Action":"s3:*","Resource":"*")",
       R"("Condition":{"StringEquals":{"aws:PrincipalOrgID":"o-a1b2c3d4e5"}})", "none"},
      {R"("Principal":"*","Action":"s3:*","Resource":"*")",
       R"("Condition":{"StringNotLike":{"aws:PrincipalOrgID":"o-*"}})", "none"},
      {R"("Principal":"*","Action":"s3:*","Resource":"*")",
       R"("Condition":{"StringNotEquals":{"aws:PrincipalOrgID":"o-a1b2c3d4e5"},)"
       R"("IpAddress":{"aws:SourceIp":"203.0.113.0/24"}})",
       "none"},
      {R"("NotPrincipal":{"AWS":"111122223333"},"Action":"s3:*","Resource":"*")", R"("Sid":"X")",
       "pinned"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.head);
    CAPTURE(row.tail);
    CHECK(fence_of(fmt::format(R"({}}},{{"Effect":"Deny",{},{}}})", kAllow, row.head, row.tail)) ==
          row.expected);
  }
}

TEST_CASE("guards: conditions that hold in a request without their keys") {
  struct Row {
    std::string_view condition;
    bool open;
  };
  const Row rows[] = {
      {R"({"IpAddressIfExists":{"aws:SourceIp":"203.0.113.0/24"}})", true},
      {R"({"IpAddress":{"aws:SourceIp":"203.0.113.0/24"}})", false},
      {R"({"NotIpAddress":{"aws:SourceIp":"203.0.113.0/24"}})", true},
      {R"({"NotIpAddress":{"aws:SourceIp":"203.0.113.0/24"},"Null":{"aws:SourceIp":"false"}})",
       false},
      {R"({"StringNotEquals":{"aws:RequestedRegion":"eu-west-1"}})", false},
      {R"({"StringNotEquals":{"s3:prefix":"x"}})", false},
      {R"({"StringNotEquals":{"aws:PrincipalTag/a":"x","aws:SourceVpc":"vpc-0abc1234"}})", true},
      {R"({"ForAnyValue:StringEquals":{"aws:TagKeys":"x"}})", false},
  };
  for (const Row& row : rows) {
    CAPTURE(row.condition);
    const rules::Subject subject = subject_of(condition(row.condition));
    CHECK(rules::open_without_keys(rules::conditions_of(subject.statements()[0])) == row.open);
  }
}

TEST_CASE("guards: values that leave too much open") {
  struct Row {
    std::string_view key, value;
    rules::OpenPart first;
    bool loose;
  };
  const Row rows[] = {
      {"aws:PrincipalOrgID", "o-a1b2c3d4e*", {11, 12}, true},
      {"aws:SourceVpce", "*", {0, 1}, true},
      {"aws:PrincipalArn", "arn:*:iam::1:role/x", {4, 5}, true},
      {"aws:PrincipalArn", "arn:aws:iam::*:role/x", {13, 14}, false},
      {"aws:SourceArn", "*", {0, 1}, false},
      {"aws:PrincipalTag/team", "*x", {0, 1}, false},
      {"s3:prefix", "*x", {0, 1}, false},
      {"aws:userid", "AROAEXAMPLEID:*", {14, 15}, false},
      {"aws:userid", "*:alice", {0, 1}, false},
      {"aws:userid", "A*:alice", {1, 2}, true},
      {"aws:userid", "*:*", {0, 1}, true},
      {"aws:userid", "AIDA*", {4, 5}, true},
      {"aws:userid", "${aws:userid}", {0, 13}, true},
      {"aws:userid", "AROAEXAMPLEID:${aws:username}", {14, 29}, false},
  };
  for (const Row& row : rows) {
    CAPTURE(row.key);
    CAPTURE(row.value);
    CHECK(rules::too_loose(row.key, row.value, row.first).has_value() == row.loose);
  }
}

TEST_CASE("guards: subjects of GitHub's tokens") {
  using rules::SubjectWidth;
  struct Row {
    std::string_view sub;
    SubjectWidth width;
  };
  const Row rows[] = {
      {"repo:acme/app:ref:refs/heads/main", SubjectWidth::kOneRef},
      {"repo:acme/app:*", SubjectWidth::kAnyRef},
      {"repo:acme/app:ref:refs/heads/release-*", SubjectWidth::kAnyRef},
      {"repo:acme/app*", SubjectWidth::kAnyRepository},
      {"repo:acme/*:ref:refs/heads/main", SubjectWidth::kAnyRepository},
      {"repo:*", SubjectWidth::kAnyRepository},
      {"repo:acm?/app:ref:refs/heads/main", SubjectWidth::kAnyRepository},
      {"*", SubjectWidth::kAnyRepository},
      {"*:ref:refs/heads/main", SubjectWidth::kAnyRepository},
      {"repository_owner:acme:*", SubjectWidth::kOneRef},
  };
  for (const Row& row : rows) {
    CAPTURE(row.sub);
    CHECK(rules::width_of(row.sub) == row.width);
  }
}

}  // namespace
}  // namespace cordon
