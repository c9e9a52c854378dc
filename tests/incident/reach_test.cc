// What can still be made from the credentials that are given, and what follows for containment
// (docs/containment.md).

#include "engine/incident/reach/reach.h"

#include <fmt/format.h>

#include <string>
#include <string_view>

#include "doctest/doctest.h"
#include "engine/incident/events/event.h"
#include "engine/incident/reach/undoing.h"
#include "tests/support/judged.h"

namespace cordon::incident {
namespace {

// What happened up to noon, when the steps are taken, is known.
constexpr std::string_view kKnown = "credentialsKnownUntil: 2024-01-01T12:00:00Z\n";

constexpr std::string_view kAlone =
    "- {id: token, kind: get-session-token, principal: \"arn:aws:iam::111122223333:user/bob\", "
    "issuedAt: 2024-01-01T10:00:00Z, duration: 36h}\n";

std::string early(std::string_view call, std::string_view parameters) {
  return event(call, parameters, "2024-01-01T09:00:00Z");
}

std::string allow(std::string_view actions, std::string_view resource = "*") {
  return fmt::format(
      "{{Version: \"2012-10-17\", Statement: {{Effect: Allow, Action: [{}], Resource: \"{}\"}}}}",
      actions, resource);
}

// Bob may do this and nothing else.
std::string bob_may(std::string_view actions) {
  return early(
      "iam:PutUserPolicy",
      fmt::format("{{UserName: bob, PolicyName: work, PolicyDocument: {}}}", allow(actions)));
}

std::string admin_may(std::string_view actions) {
  return early(
      "iam:PutRolePolicy",
      fmt::format("{{RoleName: admin, PolicyName: all, PolicyDocument: {}}}", allow(actions)));
}

const std::string kDeleteKey =
    event("iam:DeleteAccessKey", "{UserName: bob, AccessKeyId: AKIAAAAAAAAAAAAAAAAA}");

// `token > role/admin: live`, and so on: each that is reached, at its last stretch but death.
std::string reached(const Judged& result) {
  std::string text;
  for (const CredentialReport& report : result.report.reached) {
    text += fmt::format("{}{}", text.empty() ? "" : " | ", line(report));
  }
  return text;
}

std::string verdict(const Judged& result) {
  const auto at = result.report.contained_at;
  return fmt::format("{}{}", to_string(result.report.verdict), at ? " at " + to_string(*at) : "");
}

struct Row {
  std::string_view name;
  std::string credentials;
  std::string events;
  std::string_view reached;
  std::string_view verdict;
};

void check(const Row& row, std::string_view more = kKnown) {
  CAPTURE(row.name);
  const Judged result = judged(row.credentials, row.events, more);
  CAPTURE(result.report.why);
  CHECK(reached(result) == row.reached);
  CHECK(verdict(result) == row.verdict);
}

TEST_CASE("reach: what a credential can still have made") {
  const std::string token(kAlone);
  const std::string key(kKey);
  const Row rows[] = {
      {"a token opens a role session, which outlives it", token,
       bob_may("\"sts:AssumeRole\"") + admin_may("\"s3:GetObject\"") + kDeleteKey,
       "token > role/admin: live +10:00 unknown +22:00 dead", "unknown"},
      {"a role that may open itself goes on for good", token,
       bob_may("\"sts:AssumeRole\"") + admin_may("\"s3:GetObject\", \"sts:AssumeRole\"") +
           kDeleteKey,
       "token > role/admin: live +10:00 unknown +22:00 dead | token > role/admin > role/admin: "
       "live "
       "| token > role/admin > role/admin (2): unknown +23:00 unknown +11:00 dead",
       "not-contained"},
      {"a key that is denied opens nothing", key,
       bob_may("\"sts:AssumeRole\"") + put_user_policy(kDenyAll), "",
       "contained at 2024-01-01T12:00:00Z"},
      {"a token with a time of issue after the cutoff", token,
       bob_may("\"iam:CreateAccessKey\"") + put_user_policy(kDenyOld), "",
       "contained at 2024-01-01T12:00:00Z"},
  };
  for (const Row& row : rows) check(row);
}

TEST_CASE("reach: long-term credentials and instances") {
  const std::string session(kSession);
  const Row rows[] = {
      {"a new key has no end", session, admin_may("\"iam:CreateAccessKey\"") + kDeleteKey,
       "session > key of user/bob: live | session > key of user/bob > token of user/bob: live | "
       "session > key of user/bob > role/admin: live",
       "not-contained"},
      {"an instance under a role renews its credentials", session,
       admin_may("\"iam:PassRole\", \"ec2:RunInstances\"") + kDeleteKey,
       "session > instance with role/node: live", "not-contained"},
      {"where only another region's instances are allowed, which is not asked", session,
       early("iam:PutRolePolicy",
             "{RoleName: admin, PolicyName: all, PolicyDocument: {Version: \"2012-10-17\", "
             "Statement: [{Effect: Allow, Action: \"iam:PassRole\", Resource: \"*\"}, {Effect: "
             "Allow, Action: \"ec2:RunInstances\", Resource: \"arn:aws:ec2:eu-west-1:*\"}]}}") +
           kDeleteKey,
       "session > instance with role/node: unknown", "not-contained"},
      {"without the right to pass the role there is no instance", session,
       admin_may("\"ec2:RunInstances\"") + kDeleteKey, "", "unknown"},
      {"nor without a trust policy that lets the service in", session,
       admin_may("\"iam:PassRole\", \"ec2:RunInstances\"") +
           early(
               "iam:UpdateAssumeRolePolicy",
               "{RoleName: node, PolicyDocument: {Version: \"2012-10-17\", Statement: {Effect: "
               "Allow, Principal: {Service: lambda.amazonaws.com}, Action: \"sts:AssumeRole\"}}}") +
           kDeleteKey,
       "", "not-contained"},
  };
  for (const Row& row : rows) check(row);
}

TEST_CASE("reach: a password opens sessions, also beside a session that it opened") {
  const std::string both =
      "- {id: session, kind: console-password, principal: \"arn:aws:iam::111122223333:user/bob\", "
      "issuedAt: 2024-01-01T10:00:00Z}\n"
      "- {id: password, kind: console-password, principal: "
      "\"arn:aws:iam::111122223333:user/bob\"}\n";
  const std::string end =
      event("iam:DeleteLoginProfile", "{UserName: bob}", "2024-01-01T13:00:00Z");
  const Judged result = judged(both, bob_may("\"s3:GetObject\"") + end, kKnown);
  CHECK(reached(result) == "password > console session of user/bob: unknown +01:00 dead");
}

TEST_CASE("reach: what could be made before the last step may have been made") {
  const std::string between =
      kDeleteKey +
      event("iam:PutUserPolicy",
            fmt::format("{{UserName: bob, PolicyName: stop, PolicyDocument: {}}}", kDenyAll),
            "2024-01-01T12:05:00Z");
  const std::string may = bob_may("\"sts:AssumeRole\"") + admin_may("\"s3:GetObject\"");
  check({"unseen", std::string(kAlone), may + between,
         "token > role/admin: unknown +00:05 unknown +12:05 dead", "unknown"});
  check({"the records go up to the last step", std::string(kAlone), may + between, "",
         "contained at 2024-01-01T12:05:00Z"},
        "credentialsKnownUntil: 2024-01-01T12:05:00Z\n");
}

TEST_CASE("reach: closed by expiry, when nothing that lasts can be done before") {
  const std::string may = bob_may("\"s3:GetObject\"") + kDeleteKey;
  const std::string complete = std::string(kKnown) + "assumptions: {resourcePolicies: complete}\n";
  check({"resources may have policies that nobody gave", std::string(kAlone), may, "", "unknown"});
  check({"they have none", std::string(kAlone), may, "", "contained at 2024-01-02T22:00:00Z"},
        complete);
  check({"a bucket policy lasts", std::string(kAlone),
         bob_may("\"s3:PutBucketPolicy\"") + kDeleteKey, "", "not-contained"},
        complete);
  check({"so does a role passed to a service", std::string(kAlone),
         bob_may("\"iam:PassRole\", \"lambda:CreateFunction\"") + kDeleteKey, "", "not-contained"},
        complete);
}

TEST_CASE("reach: a change that is under way") {
  const std::string may = bob_may("\"sts:AssumeRole\"") + admin_may("\"s3:GetObject\"");
  check({"the older state may still open a session", std::string(kAlone),
         may + put_user_policy(kDenyAll), "token > role/admin: unknown +00:01 unknown +12:01 dead",
         "contained at 2024-01-02T12:01:00Z"},
        std::string(kKnown) +
            "assumptions: {propagation: 60s, resourcePolicies: complete, otherAccounts: closed}\n");
}

TEST_CASE("reach: the steps that close a way count") {
  const std::string may =
      bob_may("\"sts:AssumeRole\", \"s3:GetObject\"") + admin_may("\"s3:GetObject\"");
  const std::string close =
      event("iam:UpdateAssumeRolePolicy",
            "{RoleName: admin, PolicyDocument: {Version: \"2012-10-17\", Statement: {Effect: Deny, "
            "Principal: \"*\", Action: \"sts:AssumeRole\"}}}");
  const Judged result = judged(kAlone, may + close, kKnown);
  REQUIRE(result.report.steps.size() == 3);
  CHECK(result.report.steps[2].changed);
  CHECK(result.report.steps[2].why.contains("token no longer gets role/admin"));
  CHECK(reached(result) == "");
}

TEST_CASE("reach: an RCP closes ways as a trust policy does") {
  constexpr std::string_view kOrganization = R"(organization:
  managementAccount: "999999999999"
  policies:
    p-roles: {type: rcp, document: {Version: "2012-10-17", Statement: {Effect: Deny, Principal: "*", Action: "sts:AssumeRole", Resource: "*"}}}
  targets:
    r-ab12: {policies: [p-FullAWSAccess]}
    "111122223333": {parent: r-ab12, policies: [p-FullAWSAccess]}
)";
  const std::string may =
      bob_may("\"sts:AssumeRole\", \"s3:GetObject\"") + admin_may("\"s3:GetObject\"");
  const std::string close =
      event("organizations:AttachPolicy", "{PolicyId: p-roles, TargetId: \"111122223333\"}");
  const Judged result = judged(kAlone, may + close, std::string(kKnown).append(kOrganization));
  REQUIRE(result.report.steps.size() == 3);
  CHECK(result.report.steps[2].changed);
  CHECK(result.report.steps[2].why.contains("token no longer gets role/admin"));
  CHECK(reached(result) == "");
}

TEST_CASE("reach: a step that changes what a target may do itself opens and closes no way") {
  const std::string may =
      bob_may("\"sts:AssumeRole\", \"s3:GetObject\"") + admin_may("\"s3:GetObject\"");
  const Judged result = judged(kAlone, may + put_role_policy("admin", kDenyAll), kKnown);
  REQUIRE(result.report.steps.size() == 3);
  CHECK_FALSE(result.report.steps[2].changed);
  CHECK(result.report.steps[2].why.contains("no credential's verdict differs"));
}

TEST_CASE("reach: who can take a step back") {
  const auto undone = [](std::string_view actions, const std::string& step) {
    const Judged result = judged(kSession, admin_may(actions) + step, kKnown);
    std::string text;
    for (const UndoReport& undo : result.report.undo) {
      text += fmt::format("{}{} {} {}", text.empty() ? "" : " | ", undo.event->index + 1,
                          undo.action, undo.resource);
    }
    return text;
  };
  const std::string bob = "arn:aws:iam::111122223333:user/bob";
  CHECK(undone("\"iam:DeleteUserPolicy\"", put_user_policy(kDenyAll)) ==
        "2 iam:DeleteUserPolicy " + bob);
  CHECK(undone("\"iam:DetachUserPolicy\"", put_user_policy(kDenyAll)) == "");
  CHECK(undone("\"iam:UpdateAccessKey\"",
               event("iam:UpdateAccessKey",
                     "{AccessKeyId: AKIAAAAAAAAAAAAAAAAA, UserName: bob, Status: Inactive}")) ==
        "2 iam:UpdateAccessKey " + bob);
}

TEST_CASE("reach: calls that undo are calls that are known, or make something new") {
  const std::string events = put_user_policy(kDenyAll) + event("iam:DeleteUser", "{UserName: bob}");
  const Judged result = judged(kKey, events, kKnown);
  History history(result.read.incident);
  CHECK(undoings_of(history, 0).size() == 2);
  REQUIRE(undoings_of(history, 1).size() == 1);
  CHECK(undoings_of(history, 1)[0].resource == "arn:aws:iam::111122223333:user/bob");
}

TEST_CASE("reach: running out of bounds is told") {
  const Judged result =
      judged(kKey, bob_may("\"sts:AssumeRole\"") + admin_may("\"sts:AssumeRole\""), kKnown);
  const auto found = [&](const Reach::Bounds& bounds, bool cut_short) {
    History history(result.read.incident);
    Verdicts verdicts(history);
    Reach reach(history, verdicts, bounds);
    reach.run();
    CHECK(reach.cut_short() == cut_short);
    return reach.take().size();
  };
  const std::size_t all = found({}, false);
  CHECK(found({.credentials = 1}, true) == 1);
  CHECK(found({.links = 0}, true) == 0);
  CHECK(found({.calls = 1}, true) < all);
  CHECK(found({.looks = 1}, true) < all);
  CHECK_FALSE(result.report.reach_cut_short);
}

}  // namespace
}  // namespace cordon::incident
