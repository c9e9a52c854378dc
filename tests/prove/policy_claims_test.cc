// Claims about policies by themselves: who is asked about, what stands around a policy, and what
// comes out. Each row is policies and a verdict in one line.

#include "engine/prove/policy_claims.h"

#include <fmt/format.h>

#include <string>
#include <string_view>

#include "doctest/doctest.h"
#include "engine/prove/access_change.h"
#include "tests/support/policy_text.h"

namespace cordon::prove {
namespace {

using support::document;

// `holds`; `refuted by alice (IAM user, get-session-token): s3:GetObject`; `undecided: …`.
std::string to_line(const Proof& proof) {
  if (!proof.mismatch.empty()) return "mismatch: " + proof.mismatch;
  if (proof.verdict == Verdict::kUndecided) return "undecided: " + proof.causes.front();
  if (!proof.witness) return std::string(to_string(proof.verdict));
  const Request& request = proof.witness->request;
  const Caller& caller = request.caller();
  return fmt::format(
      "refuted by {}{}: {}", describe(caller.kind),
      request.credential() ? fmt::format(" with {}", to_string(request.credential()->kind)) : "",
      request.action());
}

std::string allow(std::string_view rest) {
  return document(fmt::format(R"({{"Effect":"Allow",{}}})", rest));
}

std::string not_wider(std::string_view before, std::string_view after, PolicyType type) {
  const PolicyPtr first = support::policy(before, type);
  const PolicyPtr second = support::policy(after, type);
  return to_line(prove_not_wider(first, second, {}).proof);
}

TEST_CASE("no new access of identity policies, and who shows it") {
  struct Row {
    std::string before;
    std::string after;
    std::string_view expected;
  };
  const std::string all = allow(R"("Action":"*","Resource":"*")");
  const std::string home =
      allow(R"("Action":"s3:GetObject","Resource":"arn:aws:s3:::h/${aws:username}/*")");
  const std::string alices =
      allow(R"("Action":"s3:GetObject","Resource":"arn:aws:s3:::h/alice/*")");
  const auto when = [](std::string_view condition) {
    return allow(
        fmt::format(R"("Action":"s3:GetObject","Resource":"*","Condition":{{{}}})", condition));
  };
  const auto team_statement = [](std::string_view prefix) {
    return fmt::format(
        R"({{"Effect":"Allow","Action":"s3:GetObject","Resource":"arn:aws:s3:::{}${{aws:PrincipalTag/team}}/*"}})",
        prefix);
  };
  const auto team = [&](std::string_view prefix) { return document(team_statement(prefix)); };
  const std::string team_and_queue = document(
      team_statement("a") + R"(,{"Effect":"Allow","Action":"sqs:SendMessage","Resource":"*"})");
  const Row rows[] = {
      {all, all, "holds"},
      {allow(R"("Action":"s3:*","Resource":"*")"), allow(R"("Action":"s3:Get*","Resource":"*")"),
       "holds"},
      {allow(R"("Action":"s3:Get*","Resource":"*")"),
       allow(R"("Action":"s3:GetObject*","Resource":"*")"), "holds"},
      {allow(R"("Action":"s3:GetObject","Resource":"*")"),
       allow(R"("Action":"kms:Decrypt","Resource":"*")"),
       "refuted by IAM user with access-key: kms:Decrypt"},
      {allow(R"("Action":"s3:GetObject","Resource":"*")"),
       allow(R"("Action":"sts:AssumeRole","Resource":"*")"),
       "refuted by IAM user with access-key: sts:AssumeRole"},
      {home, home, "holds"},
      {home, alices, "refuted by IAM user with access-key: s3:GetObject"},
      {alices, home, "refuted by IAM user with access-key: s3:GetObject"},
      {when(R"("StringEquals":{"aws:username":"bob"})"),
       when(R"("StringLike":{"aws:username":"b*"})"),
       "refuted by IAM user with access-key: s3:GetObject"},
      {when(R"("Bool":{"aws:MultiFactorAuthPresent":"true"})"),
       when(R"("BoolIfExists":{"aws:MultiFactorAuthPresent":"true"})"),
       "refuted by IAM user with access-key: s3:GetObject"},
      {when(R"("DateLessThan":{"aws:TokenIssueTime":"2020-01-01T00:00:00Z"})"),
       when(R"("Null":{"aws:TokenIssueTime":"false"})"),
       "refuted by IAM user with get-session-token: s3:GetObject"},
      {when(R"("NumericLessThan":{"aws:MultiFactorAuthAge":"60"})"),
       when(R"("NumericLessThan":{"aws:MultiFactorAuthAge":"61"})"),
       "refuted by IAM user with get-session-token: s3:GetObject"},
      {when(R"("ArnLike":{"aws:PrincipalArn":"arn:aws:iam::444455556666:user/*"})"),
       when(R"("ArnLike":{"aws:PrincipalArn":"arn:aws:iam::444455556666:*"})"),
       "refuted by role session with assume-role: s3:GetObject"},
      {when(R"("StringEquals":{"aws:PrincipalAccount":"444455556666"})"),
       when(R"("StringEquals":{"aws:PrincipalAccount":["444455556666","777788889999"]})"),
       "refuted by IAM user with access-key: s3:GetObject"},
      {when(R"("StringEquals":{"aws:PrincipalType":"User"})"),
       when(R"("StringEquals":{"aws:PrincipalType":["User","FederatedUser"]})"),
       "refuted by federated user with get-federation-token: s3:GetObject"},
      {when(R"("StringEquals":{"aws:userid":"AIDAEXAMPLEEXAMPLE01"})"),
       when(R"("StringLike":{"aws:userid":"*:bob"})"),
       "refuted by role session with assume-role: s3:GetObject"},
      // What is not documented is the same for the same words, and nothing is known of others.
      {team("a"), team("a"), "holds"},
      {team_and_queue, team("a"), "holds"},
      {team("a"), team_and_queue, "refuted by IAM user with access-key: sqs:SendMessage"},
      {team("a"), team("b"), "refuted by IAM user with access-key: s3:GetObject"},
      {team("a*"), team("a"), "undecided: the variable `${aws:PrincipalTag/team}`"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.before);
    CAPTURE(row.after);
    CHECK(not_wider(row.before, row.after, PolicyType::kIdentity) == row.expected);
  }
}

TEST_CASE("undecided: whom a NotPrincipal means is named as the cause") {
  const std::string some = allow(
      R"("Principal":{"AWS":"777788889999"},"Action":"s3:GetObject","Resource":"arn:aws:s3:::b/*")");
  const std::string but_account = document(
      R"({"Effect":"Allow","Principal":"*","Action":"s3:GetObject","Resource":"arn:aws:s3:::b/*",)"
      R"("Condition":{"StringNotLike":{"aws:PrincipalArn":"*:root"}}},)"
      R"({"Effect":"Deny","NotPrincipal":{"AWS":"444455556666"},"Action":"*","Resource":"*"})");
  const std::string line = not_wider(some, but_account, PolicyType::kResource);
  CHECK(line.starts_with("undecided: whether the NotPrincipal of statement 1 of "));
  CHECK(line.ends_with(" means arn:aws:iam::444455556666:user/alice is not known"));
}

TEST_CASE("no new access of policies that limit or name principals") {
  struct Row {
    PolicyType type;
    std::string before;
    std::string after;
    std::string_view expected;
  };
  const std::string all = allow(R"("Action":"*","Resource":"*")");
  const std::string reads = allow(R"("Action":"s3:Get*","Resource":"*")");
  const auto to = [](std::string_view principal, std::string_view rest = "") {
    return allow(
        fmt::format(R"("Principal":{},"Action":"s3:GetObject","Resource":"arn:aws:s3:::b/*"{})",
                    principal, rest));
  };
  const auto assume = [](std::string_view principal) {
    return allow(fmt::format(R"("Principal":{},"Action":"sts:AssumeRole")", principal));
  };
  constexpr std::string_view kApp = R"({"AWS":"arn:aws:iam::444455556666:role/app"})";
  constexpr std::string_view kAccount = R"({"AWS":"444455556666"})";
  constexpr std::string_view kOrg =
      R"(,"Condition":{"StringEquals":{"aws:PrincipalOrgID":"o-a1b2c3d4e5"}})";
  constexpr std::string_view kOne =
      R"(,"Condition":{"ArnEquals":{"aws:PrincipalArn":"arn:aws:iam::444455556666:role/app"}})";
  constexpr std::string_view kNamed = R"(,"Condition":{"StringEquals":{"aws:username":"k"}})";
  constexpr std::string_view kOtherId =
      R"(,"Condition":{"StringEquals":{"aws:userid":"AIDAEXAMPLEEXAMPLE01"}})";
  // The name of no user: a path and a name.
  constexpr std::string_view kSlash = R"(,"Condition":{"StringLike":{"aws:username":"team/a*"}})";
  constexpr std::string_view kToken = R"(,"Condition":{"Null":{"aws:TokenIssueTime":"false"}})";
  const Row rows[] = {
      {PolicyType::kScp, all, reads, "holds"},
      {PolicyType::kScp, reads, all, "refuted by IAM user with access-key: ec2:DescribeInstances"},
      {PolicyType::kBoundary, reads, all,
       "refuted by IAM user with access-key: ec2:DescribeInstances"},
      {PolicyType::kSession, reads, reads, "holds"},
      {PolicyType::kResource, to(kAccount), to(kApp), "holds"},
      {PolicyType::kResource, to(kApp), to(kAccount),
       "refuted by IAM user with access-key: s3:GetObject"},
      {PolicyType::kResource, to(R"("*")"), to(kAccount), "holds"},
      {PolicyType::kResource, to(R"("*")", kOrg), to(R"("*")", kOrg), "holds"},
      {PolicyType::kResource, to(kApp), to(R"("*")", kOne), "holds"},
      {PolicyType::kResource, to(R"("*")", kOne), to(kAccount),
       "refuted by IAM user with access-key: s3:GetObject"},
      {PolicyType::kResource, to(kApp), to(R"({"Service":"s3.amazonaws.com"})"),
       "refuted by AWS service: s3:GetObject"},
      {PolicyType::kTrust, assume(kAccount),
       assume(R"({"AWS":["AIDACKCEVSQ6C2EXAMPLE","444455556666"]})"),
       "refuted by IAM user with access-key: sts:AssumeRole"},
      {PolicyType::kResource, to(kApp), to(R"({"AWS":"AIDACKCEVSQ6C2EXAMPLE"})", kToken),
       "refuted by IAM user with get-session-token: s3:GetObject"},
      {PolicyType::kResource, to(kApp), to(kAccount, kSlash), "holds"},
      {PolicyType::kResource, to(kApp), to(R"({"AWS":"AIDACKCEVSQ6C2EXAMPLE"})", kNamed),
       "refuted by IAM user with access-key: s3:GetObject"},
      {PolicyType::kResource, to(kApp), to(R"({"AWS":"AIDACKCEVSQ6C2EXAMPLE"})", kOtherId),
       "holds"},
      {PolicyType::kTrust, assume(kApp), assume(kApp), "holds"},
      {PolicyType::kTrust, assume(kApp), assume(kAccount),
       "refuted by IAM user with access-key: sts:AssumeRole"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.before);
    CAPTURE(row.after);
    CHECK(not_wider(row.before, row.after, row.type) == row.expected);
  }
}

TEST_CASE("not public: fixed values of the owner are not a stranger's") {
  struct Row {
    std::string_view principal;
    std::string_view condition;
    std::string_view expected;
  };
  constexpr std::string_view kRefuted = "refuted by IAM user with access-key: s3:GetObject";
  const Row rows[] = {
      {R"("*")", "", kRefuted},
      {R"({"AWS":"*"})", "", kRefuted},
      {R"({"AWS":"444455556666"})", "", "holds"},
      {R"({"Service":"s3.amazonaws.com"})", "", "holds"},
      {R"("*")", R"("StringEquals":{"aws:PrincipalOrgID":"o-a1b2c3d4e5"})", "holds"},
      {R"("*")", R"("StringLike":{"aws:PrincipalOrgID":"o-*"})", kRefuted},
      {R"("*")", R"("StringEqualsIfExists":{"aws:PrincipalOrgID":"o-a1b2c3d4e5"})", kRefuted},
      {R"("*")", R"("ForAnyValue:StringLike":{"aws:PrincipalOrgPaths":"o-a1b2c3d4e5/*"})", "holds"},
      {R"("*")", R"("StringEquals":{"aws:PrincipalAccount":"444455556666"})", "holds"},
      {R"("*")", R"("ArnLike":{"aws:PrincipalArn":"arn:aws:iam::444455556666:role/*"})", "holds"},
      {R"("*")", R"("ArnLike":{"aws:PrincipalArn":"arn:aws:iam::*:role/app"})",
       "refuted by role session with assume-role: s3:GetObject"},
      {R"("*")", R"("IpAddress":{"aws:SourceIp":"203.0.113.0/24"})", "holds"},
      {R"("*")", R"("IpAddress":{"aws:SourceIp":"0.0.0.0/1"})", kRefuted},
      {R"("*")", R"("StringEquals":{"aws:SourceVpce":"vpce-1a2b3c4d"})", "holds"},
      {R"("*")", R"("StringNotEquals":{"aws:SourceVpce":"vpce-1a2b3c4d"})", kRefuted},
      {R"("*")", R"("StringEquals":{"aws:UserAgent":"secret"})", kRefuted},
      {R"("*")", R"("StringEquals":{"aws:PrincipalTag/team":"a"})", kRefuted},
  };
  for (const Row& row : rows) {
    const std::string text = allow(fmt::format(
        R"("Principal":{},"Action":"s3:GetObject","Resource":"arn:aws:s3:::b/*","Condition":{{{}}})",
        row.principal, row.condition));
    CAPTURE(text);
    const PolicyPtr policy = support::policy(text, PolicyType::kResource);
    CHECK(to_line(prove_not_public(policy, {}).proof) == row.expected);
  }
}

TEST_CASE("not granted, and what needs no permission is not asked about") {
  const PolicyPtr policy =
      support::policy(document(R"({"Effect":"Allow","NotAction":"iam:*","Resource":"*"},
                  {"Effect":"Deny","Action":"s3:*","Resource":"arn:aws:s3:::secret/*"})"));
  const auto line = [&](std::vector<std::string> actions, std::vector<std::string> resources) {
    Asking asking;
    asking.actions = std::move(actions);
    asking.resources = std::move(resources);
    return to_line(prove_not_granted(policy, asking).proof);
  };
  CHECK(line({"iam:*"}, {}) == "holds");
  CHECK(line({"iam:*", "sqs:SendMessage"}, {}) ==
        "refuted by IAM user with access-key: sqs:SendMessage");
  CHECK(line({"s3:GetObject"}, {"arn:aws:s3:::secret/*"}) == "holds");
  CHECK(line({"s3:GetObject"}, {"arn:aws:s3:::secret*"}) ==
        "refuted by IAM user with access-key: s3:GetObject");
  CHECK(line({"sts:GetCallerIdentity", "sts:GetSessionToken"}, {}) == "holds");
}

TEST_CASE("sessions denied: all kinds of temporary credentials are asked about") {
  const auto line = [](std::string_view statement, Window issued) {
    const PolicyPtr policy = support::policy(document(statement));
    return to_line(prove_sessions_denied(policy, issued, {}).proof);
  };
  constexpr std::string_view kDeny =
      R"({"Effect":"Deny","Action":"*","Resource":"*","Condition":{"DateLessThan":{"aws:TokenIssueTime":"2017-08-15T12:00:00Z"}}})";
  constexpr Instant kNoon{1'502'798'400'000};
  CHECK(line(kDeny, {.from = {}, .to = Instant{kNoon.ms - 1}}) == "holds");
  CHECK(line(kDeny, {.from = {}, .to = kNoon}) != "holds");
  CHECK(line(R"({"Effect":"Deny","Action":"*","Resource":"*"})", {}) == "holds");
  CHECK(
      line(
          R"({"Effect":"Deny","Action":"*","Resource":"*","Condition":{"StringEquals":{"aws:PrincipalType":["User","AssumedRole"]}}})",
          {})
          .starts_with("refuted by federated user with get-federation-token"));
  CHECK(
      line(
          R"({"Effect":"Deny","Action":"*","Resource":"*","Condition":{"BoolIfExists":{"aws:MultiFactorAuthPresent":"false"}}})",
          {})
          .starts_with("refuted by role session with assume-role"));
}

std::string groups(std::string_view before, std::string_view after, std::size_t most = 100) {
  const AccessChange change =
      access_gained(support::policy(before), support::policy(after), {}, most);
  std::string text;
  for (const AccessGroup& group : change.groups) {
    text +=
        fmt::format("{} {}\n", group.service, group.level ? to_string(*group.level) : "unlisted");
  }
  for (const std::string& cause : change.causes) text += fmt::format("open: {}\n", cause);
  return text;
}

TEST_CASE("access gained: one group for each service and access level") {
  const std::string none = document(R"({"Effect":"Deny","Action":"*","Resource":"*"})");
  const std::string queue = allow(R"("Action":["sqs:*","s3:GetObject"],"Resource":"*")");
  CHECK(groups(none, none).empty());
  CHECK(groups(none, queue) ==
        "s3 Read\nsqs Read\nsqs Write\nsqs Permissions management\nsqs Tagging\n"
        "sqs unlisted\n");
  CHECK(groups(queue, allow(R"("Action":["sqs:Send*","s3:GetObject*"],"Resource":"*")")) ==
        "s3 Read\ns3 unlisted\n");
  CHECK(groups(none, queue, 2).ends_with("\nopen: there are more than 2 groups\n"));
}

}  // namespace
}  // namespace cordon::prove
