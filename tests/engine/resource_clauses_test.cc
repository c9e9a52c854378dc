// Resource and NotResource, clause by clause (semantics.md 2.2).

#include <fmt/format.h>

#include "doctest/doctest.h"
#include "tests/support/scene.h"
#include "tests/support/truth_letter.h"

namespace cordon {
namespace {

using support::letter;

Request request(std::string_view resource) {
  return {parse_principal(support::kAlice).value(), std::nullopt, "s3:GetObject",
          std::string(resource)};
}

// Whether an entry, alone, speaks of a resource.
std::string_view matches(std::string_view pattern, std::string_view resource,
                         PolicyType type = PolicyType::kIdentity, bool negated = false) {
  const ResourceSet set(negated, {compile_resource(pattern, type, PolicyVersion::k2012)});
  return letter(set.matches(request(resource)));
}

struct Row {
  std::string_view pattern, resource, matches;
};

void check(std::initializer_list<Row> rows) {
  for (const Row& row : rows) {
    CAPTURE(row.pattern);
    CAPTURE(row.resource);
    CHECK(matches(row.pattern, row.resource) == row.matches);
  }
}

TEST_CASE("M1: `*` is every resource, and the lack of one") {
  check({
      {"*", "arn:aws:s3:::b/k", "T"},
      {"*", "arn:aws:sqs:eu-west-1:111122223333:q", "T"},
      {"*", "*", "T"},
  });
}

TEST_CASE("M2: a `*` at the end of a field may run on, any other wildcard stays in its field") {
  check({
      {"arn:aws:dynamodb:*:table/prod-*", "arn:aws:dynamodb:us-east-1:1:table/prod-x", "T"},
      {"arn:aws:sns:*:1:t", "arn:aws:sns:us-east-1:2:x:1:t", "T"},
      {"arn:aws:sns:eu-*:1:t", "arn:aws:sns:eu-west-1:1:t", "T"},
      {"arn:aws:sns:eu-*:1:t", "arn:aws:sns:eu-west-1:2:x:1:t", "T"},
      {"arn:aws:sns:*-1:1:t", "arn:aws:sns:eu-west-1:1:t", "T"},
      {"arn:aws:sns:*-1:1:t", "arn:aws:sns:eu:2:x-1:1:t", "F"},
      {"arn:aws:sns:?:1:t", "arn:aws:sns:x:1:t", "T"},
      {"arn:aws:sns:a?b:1:t", "arn:aws:sns:a:b:1:t", "F"},
      {"arn:aws:sns:eu-west-1:1?:t", "arn:aws:sns:eu-west-1:12:t", "T"},
  });
}

TEST_CASE("M3: in the last field wildcards span slashes and colons") {
  check({
      {"arn:aws:s3:::bucket/*/test/*", "arn:aws:s3:::bucket/1/2/test/3/object.jpg", "T"},
      {"arn:aws:s3:::bucket/*/test/*", "arn:aws:s3:::bucket/1-test/object.jpg", "F"},
      {"arn:aws:logs:*:*:log-group:*", "arn:aws:logs:eu-west-1:1:log-group:g:log-stream:s", "T"},
      {"arn:aws:s3:::b?k", "arn:aws:s3:::b/k", "T"},
      {"arn:aws:logs:e:1:a?b", "arn:aws:logs:e:1:a:b", "T"},
  });
}

TEST_CASE("M4, M5: wildcards in partition and resource type are globs, whatever the pages say") {
  check({
      {"arn:aws:ec2:*:*:*/*", "arn:aws:ec2:eu-west-1:1:volume/vol-1", "T"},
      {"arn:aws:ec2:*:*:security-group*/*", "arn:aws:ec2:eu-west-1:1:security-group-rule/sgr-1",
       "T"},
      {"arn:*:identity-sync:*:*:*/*", "arn:aws-us-gov:identity-sync:r:1:profile/p", "T"},
      {"arn:aws*:s3:::b/*", "arn:aws-cn:s3:::b/k", "T"},
      {"arn:aws:lambda:e:1:functi*:x", "arn:aws:lambda:e:1:function:x", "T"},
  });
}

TEST_CASE("M6: a wildcard in the service field is a glob") {
  check({
      {"arn:aws:s?s:e:1:q", "arn:aws:sqs:e:1:q", "T"},
      {"arn:aws:s?s:e:1:q", "arn:aws:s3:e:1:q", "F"},
  });
}

TEST_CASE("M7: letter case counts") {
  check({
      {"arn:aws:iam::1:user/Bob", "arn:aws:iam::1:user/bob", "F"},
      {"arn:AWS:iam::1:user/Bob", "arn:aws:iam::1:user/Bob", "F"},
      {"arn:aws:IAM::1:user/Bob", "arn:aws:iam::1:user/Bob", "F"},
  });
}

TEST_CASE("M8: an identity policy's short ARN is filled up with `*`") {
  check({
      {"arn:aws:sqs", "arn:aws:sqs:us-east-1:1:q", "T"},
      {"arn:aws:sqs:us-east-1", "arn:aws:sqs:us-east-1:1:q", "T"},
      {"arn:aws:sqs:us-east-1", "arn:aws:sqs:eu-west-1:1:q", "F"},
      {"arn:aws:sqs:us-east-1:1", "arn:aws:sqs:us-east-1:1:q", "T"},
      {"arn:aws:sqs:us-east-1:1", "arn:aws:sqs:us-east-1:12:q", "F"},
  });
}

TEST_CASE("M9: a session policy with a short ARN can't exist") {
  const std::string short_arn =
      support::document(R"({"Effect":"Allow","Action":"*","Resource":"arn:aws:sqs:*"})");
  CHECK(support::compile(short_arn, PolicyType::kSession).policy->unreadable);
  CHECK_FALSE(support::compile(short_arn, PolicyType::kIdentity).policy->unreadable);
}

TEST_CASE("M10: short ARNs in the other policy types") {
  constexpr std::string_view kQueue = "arn:aws:sqs:us-east-1:1:q";
  struct TypeRow {
    PolicyType type;
    std::string_view literal, wildcard, final_wildcard;  // arn:aws:sqs:us-east-1, …:us*1, …:us-*
  };
  const TypeRow rows[] = {
      {PolicyType::kIdentity, "T", "T", "T"}, {PolicyType::kBoundary, "T", "T", "T"},
      {PolicyType::kResource, "F", "T", "T"}, {PolicyType::kTrust, "F", "T", "T"},
      {PolicyType::kEndpoint, "F", "T", "T"}, {PolicyType::kScp, "F", "F", "T"},
      {PolicyType::kRcp, "F", "F", "F"},      {PolicyType::kSession, "F", "F", "F"},
  };
  for (const TypeRow& row : rows) {
    CAPTURE(to_string(row.type));
    CHECK(matches("arn:aws:sqs:us-east-1", kQueue, row.type) == row.literal);
    CHECK(matches("arn:aws:sqs:us*1", kQueue, row.type) == row.wildcard);
    CHECK(matches("arn:aws:sqs:us-*", kQueue, row.type) == row.final_wildcard);
  }
}

TEST_CASE("M11: an action without resource is spoken of by `*` alone") {
  check({
      {"arn:aws:s3:::*", "*", "F"},
      {"arn:aws:s3:*", "*", "F"},
      {"arn:*:*:*:*:*", "*", "F"},
      {"*", "*", "T"},
      {"**", "*", "T"},
      {"?", "*", "F"},
      {"arn:aws:${a:x}:::*", "*", "F"},
  });
  CHECK(matches("arn:aws:s3:::${a:x}", "*", PolicyType::kIdentity, true) == "T");
  CHECK(matches("arn:aws:s3:::b/*", "*", PolicyType::kIdentity, true) == "T");
  CHECK(matches("*", "*", PolicyType::kIdentity, true) == "F");
}

TEST_CASE("M12: NotResource speaks of what none of its entries match") {
  const auto not_resource = [](std::string_view resource) {
    const ResourceSet set(
        true, {compile_resource("arn:aws:s3:::b/*", PolicyType::kIdentity, PolicyVersion::k2012),
               compile_resource("arn:aws:s3:::c", PolicyType::kIdentity, PolicyVersion::k2012)});
    return letter(set.matches(request(resource)));
  };
  CHECK(not_resource("arn:aws:s3:::b/k") == "F");
  CHECK(not_resource("arn:aws:s3:::c") == "F");
  CHECK(not_resource("arn:aws:s3:::c/k") == "T");
}

TEST_CASE("M13: a bucket is not its objects") {
  check({
      {"arn:aws:s3:::b", "arn:aws:s3:::b/k", "F"},
      {"arn:aws:s3:::b/*", "arn:aws:s3:::b", "F"},
      {"arn:aws:s3:::b*", "arn:aws:s3:::b/k", "T"},
      {"arn:aws:s3:::b*", "arn:aws:s3:::bucket2/k", "T"},
  });
}

// A call that touches several resources is several requests; it goes through when all are allowed.
TEST_CASE("M14: each resource of a call is asked for by itself") {
  const std::string document = support::document(
      R"({"Effect":"Allow","Action":"ec2:RunInstances","Resource":"arn:aws:ec2:*:*:instance/*"})");
  support::Scene scene{.action = "ec2:RunInstances",
                       .resource = "arn:aws:ec2:eu-west-1:111122223333:instance/*",
                       .policies = support::layer("identity", {document})};
  CHECK(support::decide(scene) == "allowed identity-allow");
  scene.resource = "arn:aws:ec2:eu-west-1:111122223333:subnet/subnet-1";
  CHECK(support::decide(scene) == "implicitDeny identity-implicit-deny");
}

TEST_CASE("2.2: a policy type that needs no Resource speaks of the resource it is attached to") {
  CHECK(letter(ResourceSet().matches(request("arn:aws:s3:::b/k"))) == "T");
  CHECK(letter(ResourceSet(false, {}).matches(request("arn:aws:s3:::b/k"))) == "F");
  CHECK(letter(ResourceSet(true, {}).matches(request("arn:aws:s3:::b/k"))) == "T");
}

}  // namespace
}  // namespace cordon
