// Where AWS's pages disagree, what cordon does (semantics.md 9), clause by clause. X13 is about a
// size, which decides nothing.

#include <fmt/format.h>

#include "doctest/doctest.h"
#include "tests/support/scene.h"

namespace cordon {
namespace {

using support::kAllowAll;
using support::kAppSession;
using support::kCarol;
using support::layer;
using support::Scene;

constexpr std::string_view kAllowed = "allowed identity-allow";
constexpr std::string_view kNot = "implicitDeny identity-implicit-deny";
constexpr std::string_view kOpen = "undecided: allowed or implicitDeny";

// An Allow with one condition, under a request with a context.
std::string allowed_when(std::string_view condition, std::string_view context) {
  const std::string document = support::document(
      fmt::format(R"({{"Effect":"Allow","Action":"*","Resource":"*","Condition":{}}})", condition));
  return support::decide(
      Scene{.policies = layer("identity", {document}), .context = std::string(context)});
}

TEST_CASE("X1: a document without Version has no variables") {
  const std::string statement =
      R"("Statement":{"Effect":"Allow","Action":"*","Resource":"arn:aws:s3:::${aws:username}/*"})";
  Scene scene{.resource = "arn:aws:s3:::alice/k"};
  scene.policies = layer("identity", {fmt::format("{{{}}}", statement)});
  CHECK(support::decide(scene) == kNot);
  const std::string with_version = fmt::format(R"({{"Version":"2012-10-17",{}}})", statement);
  scene.policies = layer("identity", {with_version});
  CHECK(support::decide(scene) == kAllowed);
}

TEST_CASE("X2: session tokens without MFA can't call IAM, and of STS only two calls") {
  const auto decide = [](std::string_view action, std::string_view mfa) {
    return support::decide(Scene{.credential = support::credential("get-session-token", "", mfa),
                                 .action = action,
                                 .resource = "*",
                                 .policies = layer("identity", {kAllowAll})});
  };
  constexpr std::string_view kMfa = "2024-05-01T11:00:00Z";
  constexpr std::string_view kBarred = "implicitDeny api-barred-for-credential";
  CHECK(decide("iam:ListUsers", "") == kBarred);
  CHECK(decide("iam:ListUsers", kMfa) == kAllowed);
  CHECK(decide("sts:GetFederationToken", kMfa) == kBarred);
  CHECK(decide("sts:DecodeAuthorizationMessage", kMfa) == kBarred);
  CHECK(decide("sts:GetCallerIdentity", "") == "allowed no-permission-needed");
}

TEST_CASE("X3: a federation token without session policy has no permissions of its own") {
  CHECK(support::decide(Scene{.principal = kCarol, .policies = layer("identity", {kAllowAll})}) ==
        "implicitDeny session-implicit-deny");
}

TEST_CASE("X4: whether an AssumeRole session carries MFA is open, unless it is told") {
  const auto decide = [](std::string_view mfa) {
    const std::string deny =
        support::deny_when(R"({"BoolIfExists":{"aws:MultiFactorAuthPresent":"false"}})");
    return support::decide(Scene{.principal = kAppSession,
                                 .credential = support::credential("assume-role", "", mfa),
                                 .policies = layer("identity", {kAllowAll, deny})});
  };
  CHECK(decide("") == "undecided: allowed or explicitDeny");
  CHECK(decide("2024-05-01T11:00:00Z") == kAllowed);
}

TEST_CASE("X5: a variable under Bool is undecided") {
  CHECK(allowed_when(R"({"Bool":{"a:x":"${a:y}"}})", R"("a:x":"true","a:y":"true")") == kOpen);
}

TEST_CASE("X6: wildcards in partition, service and resource type are globs") {
  const auto decide = [](std::string_view resource) {
    const std::string document = support::document(
        fmt::format(R"({{"Effect":"Allow","Action":"*","Resource":"{}"}})", resource));
    return support::decide(Scene{.resource = "arn:aws:ec2:eu-west-1:111122223333:volume/vol-1",
                                 .policies = layer("identity", {document})});
  };
  CHECK(decide("arn:*:ec2:*:*:volume/*") == kAllowed);
  CHECK(decide("arn:aws:ec?:*:*:volume/*") == kAllowed);
  CHECK(decide("arn:aws:ec2:*:*:vol*/*") == kAllowed);
  CHECK(decide("arn:aws:ec2:*:*:inst*/*") == kNot);
}

TEST_CASE("X7: `*` in a trust policy is everyone") {
  const std::string trust =
      support::document(R"({"Effect":"Allow","Principal":"*","Action":"sts:AssumeRole"})");
  CHECK(support::to_lines(support::compile(trust, PolicyType::kTrust).diagnostics) ==
        "warning: AWS may refuse everyone as Principal in a policy of type `trust`\n");
  CHECK(support::decide(Scene{.action = "sts:AssumeRole",
                              .resource = support::kAppRole,
                              .policies = fmt::format(R"("resource":{})", trust)}) ==
        "allowed resource-allow");
}

TEST_CASE("X8: an empty list of values under a plain operator is undecided") {
  CHECK(allowed_when(R"({"StringEquals":{"a:x":[]}})", R"("a:x":"1")") == kOpen);
  CHECK(allowed_when(R"({"StringEquals":{"a:x":[]}})", "") == kOpen);
  CHECK(allowed_when(R"({"StringEqualsIfExists":{"a:x":[]}})", R"("a:x":"1")") == kNot);
  CHECK(allowed_when(R"({"StringEqualsIfExists":{"a:x":[]}})", "") == kAllowed);
}

TEST_CASE("X9: the operator says whether letter case counts, of request tags too") {
  constexpr std::string_view kRed = R"("aws:RequestTag/team":"Red")";
  CHECK(allowed_when(R"({"StringEquals":{"aws:RequestTag/Team":"red"}})", kRed) == kNot);
  CHECK(allowed_when(R"({"StringEqualsIgnoreCase":{"aws:RequestTag/Team":"red"}})", kRed) ==
        kAllowed);
}

TEST_CASE("X10: a variable without value matches nothing; in NotResource it is undecided") {
  const auto decide = [](std::string_view element) {
    const std::string document = support::document(fmt::format(
        R"({{"Effect":"Allow","Action":"*","{}":"arn:aws:s3:::${{a:x}}/*"}},
           {{"Effect":"Allow","Action":"s3:PutObject","Resource":"*"}})",
        element));
    return support::decide(Scene{.policies = layer("identity", {document})});
  };
  CHECK(decide("Resource") == kNot);
  CHECK(decide("NotResource") == kOpen);
}

TEST_CASE("X11: aws:FederatedProvider is never derived") {
  const support::Case one =
      support::read_case(Scene{.principal = kAppSession,
                               .credential = support::credential("assume-role-with-web-identity")});
  CHECK(one.request.attribute(ContextKey("aws:FederatedProvider")).presence ==
        Attribute::Presence::kAbsent);
}

TEST_CASE("X12: ForAllValues with a negated operator: each value has to match none") {
  constexpr std::string_view kCondition =
      R"({"ForAllValues:StringNotLike":{"aws:TagKeys":"key1*"}})";
  CHECK(allowed_when(kCondition, R"("aws:TagKeys":["key1:a","key9:b"])") == kNot);
  CHECK(allowed_when(kCondition, R"("aws:TagKeys":["key9:b"])") == kAllowed);
}

}  // namespace
}  // namespace cordon
