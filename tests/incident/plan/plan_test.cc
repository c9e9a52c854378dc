// Which steps a plan takes for which incident, and what is claimed of every plan: with its steps
// the incident is contained, and without any one of them it is not.
#include "engine/incident/plan/plan.h"

#include <fmt/format.h>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "doctest/doctest.h"
#include "tests/incident/plan/plan_line.h"
#include "tests/support/judged.h"
#include "tests/support/large_incident.h"
#include "tests/support/sanitized.h"

namespace cordon::incident {
namespace {

struct Row {
  std::string_view name;
  std::string credentials;
  std::string_view expected;
  std::string_view events;
  std::string more;
};

constexpr std::string_view kKnown = "credentialsKnownUntil: 2024-01-01T12:00:00Z\n";
constexpr std::string_view kComplete =
    "assumptions: {resourcePolicies: complete, otherAccounts: closed}\n";
constexpr std::string_view kAlone =
    "- {id: token, kind: get-session-token, principal: \"arn:aws:iam::111122223333:user/bob\", "
    "issuedAt: 2024-01-01T10:00:00Z, duration: 36h}\n";
constexpr std::string_view kOneSession =
    "- {id: session, kind: assume-role, principal: "
    "\"arn:aws:sts::111122223333:assumed-role/admin/eve\", issuedAt: 2024-01-01T10:00:00Z, "
    "duration: 12h}\n";
constexpr std::string_view kNodeSessions =
    "- {id: one, kind: assume-role, principal: "
    "\"arn:aws:sts::111122223333:assumed-role/node/one\", "
    "issuedAt: 2024-01-01T10:00:00Z, duration: 12h}\n"
    "- {id: two, kind: assume-role, principal: "
    "\"arn:aws:sts::111122223333:assumed-role/node/two\", "
    "issuedAt: 2024-01-01T10:00:00Z, duration: 12h}\n"
    "- {id: other, kind: instance-profile, principal: \"arn:aws:iam::111122223333:role/node\", "
    "issuedAt: 2024-01-01T10:00:00Z, renews: true}\n";
constexpr std::string_view kPassword =
    "- {id: pw, kind: console-password, principal: \"arn:aws:iam::111122223333:user/bob\"}\n";
constexpr std::string_view kNamelessKey =
    "- {id: key, kind: access-key, principal: \"arn:aws:iam::111122223333:user/bob\"}\n";
constexpr std::string_view kChained =
    "- {id: chained, kind: assume-role, parent: session, principal: "
    "\"arn:aws:sts::111122223333:assumed-role/admin/again\", issuedAt: 2024-01-01T11:00:00Z, "
    "duration: 1h}\n";
constexpr std::string_view kNamelessSession =
    "- {id: session, kind: assume-role, principal: \"arn:aws:iam::111122223333:role/admin\", "
    "issuedAt: 2024-01-01T10:00:00Z, duration: 12h}\n";
constexpr std::string_view kRootKey =
    "- {id: root, kind: access-key, accessKeyId: AKIAROOTAAAAAAAAAAAA, principal: "
    "\"arn:aws:iam::111122223333:root\"}\n";
constexpr std::string_view kNamelessRootKey =
    "- {id: root, kind: access-key, principal: \"arn:aws:iam::111122223333:root\"}\n";
constexpr std::string_view kOutsider =
    "- {id: outsider, kind: access-key, principal: \"arn:aws:iam::444455556666:user/eve\"}\n";

std::string organization(std::string_view management) {
  return fmt::format(
      "organization:\n  managementAccount: \"{}\"\n  targets:\n    r-ab12: {{policies: "
      "[p-FullAWSAccess]}}\n    \"111122223333\": {{parent: r-ab12, policies: "
      "[p-FullAWSAccess]}}\n",
      management);
}

std::string early(std::string_view call, std::string_view parameters) {
  return event(call, parameters, "2024-01-01T09:00:00Z");
}

TEST_CASE("plan: which steps for which incident") {
  const std::string key(kKey);
  const std::string known(kKnown);
  const std::string bob_may_all = early(
      "iam:PutUserPolicy",
      "{UserName: bob, PolicyName: work, PolicyDocument: {Version: \"2012-10-17\", Statement: "
      "{Effect: Allow, Action: \"*\", Resource: \"*\"}}}");
  // Nobody can do anything that lasts, and resources let nobody in by themselves.
  const std::string harmless = early(
      "iam:PutRolePolicy",
      "{RoleName: admin, PolicyName: all, PolicyDocument: {Version: \"2012-10-17\", Statement: "
      "{Effect: Allow, Action: \"s3:ListAllMyBuckets\", Resource: \"*\"}}}");
  const std::string complete(kComplete);
  const std::string removed =
      early("iam:RemoveRoleFromInstanceProfile", "{InstanceProfileName: node, RoleName: node}");
  const std::string alone = early(
      "iam:PutUserPolicy",
      "{UserName: bob, PolicyName: work, PolicyDocument: {Version: \"2012-10-17\", Statement: "
      "{Effect: Allow, Action: \"s3:ListAllMyBuckets\", Resource: \"*\"}}}");
  const std::string long_policy = early(
      "iam:PutUserPolicy",
      fmt::format("{{UserName: bob, PolicyName: long, PolicyDocument: {{Version: \"2012-10-17\", "
                  "Statement: {{Effect: Allow, Action: \"s3:GetObject\", Resource: "
                  "\"arn:aws:s3:::{}\"}}}}}}",
                  std::string(1'780, 'x')));
  const std::string names_taken =
      early("iam:PutUserPolicy",
            fmt::format("{{UserName: bob, PolicyName: AWSRevokeOlderSessions, PolicyDocument: {}}}",
                        "{Version: \"2012-10-17\", Statement: {Effect: Allow, Action: "
                        "\"s3:GetObject\", Resource: \"*\"}}"));
  const std::string reserved = early(
      "iam:CreateRole",
      "{RoleName: sso, Path: /aws-reserved/sso.amazonaws.com/, RoleId: AROASSO, "
      "AssumeRolePolicyDocument: {Version: \"2012-10-17\", Statement: {Effect: Allow, Principal: "
      "{AWS: \"arn:aws:iam::111122223333:root\"}, Action: \"sts:AssumeRole\"}}}");
  const std::string reserved_session =
      "- {id: sso, kind: assume-role, principal: "
      "\"arn:aws:sts::111122223333:assumed-role/sso/eve\", "
      "issuedAt: 2024-01-01T10:00:00Z, duration: 12h}\n";
  const std::string deleted =
      event("iam:DeleteAccessKey", "{UserName: bob, AccessKeyId: AKIAAAAAAAAAAAAAAAAA}");
  const std::vector<Row> rows{
      {"a leaked key", key, "contains: DeleteAccessKey bob AKIAAAAAAAAAAAAAAAAA"},
      {"a key and a session token", key + std::string(kToken),
       "contains: DeleteAccessKey bob AKIAAAAAAAAAAAAAAAAA; "
       "+1s PutUserPolicy bob AWSRevokeOlderSessions",
       alone, known + complete},
      {"a key and a session token that may become a role: at once", key + std::string(kToken),
       "contains: DeleteAccessKey bob AKIAAAAAAAAAAAAAAAAA; "
       "PutUserPolicy bob AWSRevokeOlderSessions"},
      {"a token alone", std::string(kAlone), "contains: PutUserPolicy bob AWSRevokeOlderSessions"},
      {"a federation token, which in the console could do in that second what lasts",
       key + std::string(kFederated),
       "contains: DeleteAccessKey bob AKIAAAAAAAAAAAAAAAAA; "
       "PutUserPolicy bob AWSRevokeOlderSessions",
       harmless, known + complete},
      {"a password", std::string(kPassword), "contains: DeleteLoginProfile bob"},
      {"a key whose id was not told", std::string(kNamelessKey),
       "contains: PutUserPolicy bob ContainIncident"},
      {"a key whose id was not told, and one with an id: one Deny does for both",
       std::string(kNamelessKey) +
           "- {id: second, kind: access-key, accessKeyId: AKIABBBBBBBBBBBBBBBB, principal: "
           "\"arn:aws:iam::111122223333:user/bob\"}\n",
       "contains: PutUserPolicy bob ContainIncident"},
      {"a role session, its key deleted: those of other names go on", key + std::string(kSession),
       "contains: PutRolePolicy admin ContainSession", deleted, known},
      {"a role session of which it is not known what opened it", std::string(kOneSession),
       "contains: PutRolePolicy admin AWSRevokeOlderSessions", "", known},
      {"a chain of role sessions", key + std::string(kSession) + std::string(kChained),
       "contains: DeleteAccessKey bob AKIAAAAAAAAAAAAAAAAA; PutRolePolicy admin ContainSession", "",
       known},
      {"what it may have made meanwhile has another name", key + std::string(kSession),
       "contains: DeleteAccessKey bob AKIAAAAAAAAAAAAAAAAA; "
       "+1s PutUserPolicy bob AWSRevokeOlderSessions; "
       "+1s PutRolePolicy admin AWSRevokeOlderSessions",
       harmless, complete + "credentialsKnownUntil: 2024-01-01T11:00:00Z\n"},
      {"a role session whose name was not told", std::string(kNamelessSession),
       "contains: PutRolePolicy admin AWSRevokeOlderSessions", "", known},
      {"an instance that renews its credentials", std::string(kNode),
       "contains: RemoveRoleFromInstanceProfile node node; "
       "PutRolePolicy node AWSRevokeOlderSessions"},
      {"an instance that can't renew any more", std::string(kNode),
       "contains: PutRolePolicy node AWSRevokeOlderSessions", removed, known},
      {"credentials that renew in a way that is not known",
       "- {id: node, kind: instance-profile, principal: \"arn:aws:iam::111122223333:role/admin\", "
       "issuedAt: 2024-01-01T10:00:00Z, renews: true}\n",
       "contains: PutRolePolicy admin ContainIncident"},
      {"many credentials of one role climb together",
       std::string(kNode) + std::string(kNodeSessions),
       "contains: RemoveRoleFromInstanceProfile node node; "
       "PutRolePolicy node AWSRevokeOlderSessions",
       "", organization("999999999999")},
      {"a principal of another account", std::string(kOutsider), "fails:"},
      {"a key of the root user: it deletes it itself", std::string(kRootKey),
       "contains: DeleteAccessKey AKIAROOTAAAAAAAAAAAA"},
      {"a key of the root user without an id, in an organization", std::string(kNamelessRootKey),
       "contains: CreatePolicy ContainIncident-111122223333-root; AttachPolicy "
       "ContainIncident-111122223333-root "
       "111122223333",
       "", organization("999999999999")},
      {"the same without one", std::string(kNamelessRootKey), "fails:"},
      {"the same in the management account", std::string(kNamelessRootKey), "fails:", "",
       organization("111122223333")},
      {"contained already", key, "nothing-to-do:", deleted},
      {"a powerful key, all of whose deeds are known", key,
       "contains: DeleteAccessKey bob AKIAAAAAAAAAAAAAAAAA", bob_may_all, known},
      {"a powerful key with a token: at once", key + std::string(kToken),
       "contains: DeleteAccessKey bob AKIAAAAAAAAAAAAAAAAA; "
       "PutUserPolicy bob AWSRevokeOlderSessions",
       bob_may_all, known},
      {"inline policies are full", std::string(kAlone),
       "contains: CreatePolicy AWSRevokeOlderSessions-user-bob; AttachUserPolicy bob "
       "arn:aws:iam::111122223333:policy/AWSRevokeOlderSessions-user-bob",
       long_policy, known},
      {"the name is taken", std::string(kAlone),
       "contains: PutUserPolicy bob AWSRevokeOlderSessions-2", names_taken, known},
      {"a role of IAM Identity Center", reserved_session, "fails:", reserved, known},
      {"the same in an organization", reserved_session,
       "contains: CreatePolicy ContainIncident-111122223333-role-sso; AttachPolicy "
       "ContainIncident-111122223333-role-sso 111122223333",
       reserved, known + organization("999999999999")},
  };
  for (const Row& row : rows) {
    CAPTURE(row.name);
    const bool told = row.more.contains("credentialsKnownUntil");
    const Judged result = judged(row.credentials, row.events, row.more + (told ? "" : known));
    const Plan plan = planned(result.read.incident);
    std::string open;
    for (const LeftOpen& left : plan.open) {
      open += fmt::format("{}: {} / {}\n", left.credential, left.why, left.needed);
    }
    CAPTURE(open);
    CHECK(line(plan) == row.expected);
    CHECK(broken_claim(plan) == "");
  }
}

TEST_CASE("plan: what stays open, and who could close it") {
  struct OpenRow {
    std::string_view name;
    std::string credentials;
    std::string more;
    std::string_view credential, needed;
  };
  const OpenRow rows[] = {
      {"another account", std::string(kOutsider), "", "outsider",
       "an administrator of account 444455556666 has to close it"},
      {"the root user", std::string(kNamelessRootKey), "", "root",
       "a policy of the organization (SCP) that denies the root user"},
      {"the root user of the management account", std::string(kNamelessRootKey),
       organization("111122223333"), "root", "only the root user itself can end it"},
  };
  for (const OpenRow& row : rows) {
    CAPTURE(row.name);
    const Judged result = judged(row.credentials, "", row.more + std::string(kKnown));
    const Plan plan = planned(result.read.incident);
    REQUIRE(plan.open.size() == 1);
    CHECK(plan.open.front().credential == row.credential);
    CHECK(plan.open.front().needed.contains(row.needed));
  }
  const std::string bob_may =
      early("iam:PutUserPolicy",
            "{UserName: bob, PolicyName: work, PolicyDocument: {Version: \"2012-10-17\", "
            "Statement: {Effect: Allow, Action: \"iam:CreateUser\", Resource: \"*\"}}}");
  const Judged backdoor = judged(kKey, bob_may, "credentialsKnownUntil: 2024-01-01T11:00:00Z\n");
  const Plan plan = planned(backdoor.read.incident);
  CHECK(plan.outcome == PlanOutcome::kFails);
  REQUIRE(plan.open.size() == 1);
  CHECK(plan.open.front().credential == "");
  CHECK(plan.open.front().why.contains("iam:CreateUser"));
  CHECK(plan.open.front().needed.contains("set `credentialsKnownUntil`"));
  CHECK(line(plan).starts_with("fails: DeleteAccessKey bob"));
}

TEST_CASE("plan: a session of which it is not known what opened it is pointed out") {
  const auto notes = [](const std::string& credentials) {
    const Judged result = judged(credentials, "", kKnown);
    std::string text;
    for (const std::string& note : planned(result.read.incident).notes) text += note;
    return text;
  };
  CHECK(notes(std::string(kKey) + std::string(kSession)) == "");
  CHECK(notes(std::string(kNode)) == "");
  CHECK(notes(std::string(kOneSession)).starts_with("what opened session was not told (`parent`)"));
}

TEST_CASE("plan: the time of the first step") {
  const Judged timeless = judged(kNamelessKey, "");
  CHECK(!plan_time(timeless.read.incident));
  CHECK(make_plan(timeless.read.incident, {}).error().contains("--at"));
  const Judged token = judged(kToken, "");
  CHECK(make_plan(token.read.incident, {})->at == *parse_time("2024-01-01T10:00:00Z"));
  const Judged known = judged(kToken, "", kKnown);
  CHECK(make_plan(known.read.incident, {})->at == *parse_time(kNoon));
  const auto early_plan =
      make_plan(known.read.incident, {.at = *parse_time("2024-01-01T11:59:59Z")});
  REQUIRE(!early_plan);
  CHECK(early_plan.error().contains("goes on up to 2024-01-01T12:00:00Z"));
}

TEST_CASE("plan: a cutoff is later than what can be issued before the steps are in force") {
  struct CutoffRow {
    std::string_view at, propagation, cutoff;
  };
  const std::string bob_may_list = early(
      "iam:PutUserPolicy",
      "{UserName: bob, PolicyName: work, PolicyDocument: {Version: \"2012-10-17\", Statement: "
      "{Effect: Allow, Action: \"s3:ListAllMyBuckets\", Resource: \"*\"}}}");
  const CutoffRow rows[] = {
      {"2024-01-01T12:00:00Z", "0s", "2024-01-01T12:00:01Z"},
      {"2024-01-01T12:00:00.250Z", "0s", "2024-01-01T12:00:02Z"},
      {"2024-01-01T12:00:00Z", "10s", "2024-01-01T12:00:11Z"},
  };
  for (const CutoffRow& row : rows) {
    CAPTURE(row.at);
    const Judged result =
        judged(kAlone, bob_may_list,
               fmt::format("assumptions: {{propagation: {}, resourcePolicies: complete}}\n{}",
                           row.propagation, kKnown));
    const Plan plan = planned(result.read.incident, row.at);
    CAPTURE(line(plan));
    CAPTURE(plan.report.why);
    REQUIRE(plan.steps.size() == 1);
    const auto document = plan.steps.back().event->parameters.find("PolicyDocument");
    REQUIRE(document);
    const JsonValue statement = *document->find("Statement")->elements().begin();
    const auto cutoff =
        statement.find("Condition")->find("DateLessThan")->find("aws:TokenIssueTime");
    CHECK(cutoff->text() == row.cutoff);
  }
}

TEST_CASE("plan: a search that may not judge enough says so") {
  const Judged result =
      judged(std::string(kKey) + std::string(kToken) + std::string(kNode), "", kKnown);
  for (std::size_t most = 0; most <= 11; ++most) {
    CAPTURE(most);
    const auto plan =
        make_plan(result.read.incident, {.at = parse_time(kNoon).value(), .most_judgements = most});
    REQUIRE(plan);
    CHECK(plan->judgements <= most + 2);
    CHECK(broken_claim(*plan) == "");
    if (most == 0) CHECK(plan->outcome == PlanOutcome::kFails);
    if (most == 11) CHECK(plan->outcome == PlanOutcome::kContains);
    if (plan->outcome == PlanOutcome::kFails) CHECK(plan->cut_short);
    if (!plan->smallest) CHECK(plan->cut_short);
  }
}

TEST_CASE("plan: of random incidents every claim holds") {
  constexpr std::uint32_t kIncidents = support::kSanitized ? 2 : 14;
  std::size_t proved = 0;
  for (std::uint32_t seed = 1; seed <= kIncidents; ++seed) {
    CAPTURE(seed);
    const IncidentResult read =
        support::read_incident_text(support::large_incident({.principals = 2 + seed % 7,
                                                             .credentials = 3 + seed % 6,
                                                             .events = seed % 5,
                                                             .seed = seed,
                                                             .wide_step_one_in = 2 + seed % 5}));
    REQUIRE(read.usable);
    Incident incident = read.incident;
    incident.known_until = plan_time(incident);
    // With a window of propagation hardly any plan for these is proved.
    incident.assumptions.propagation_ms = 0;
    const auto plan = make_plan(incident, {});
    REQUIRE(plan);
    CHECK(broken_claim(*plan) == "");
    if (plan->outcome == PlanOutcome::kContains) ++proved;
  }
  CHECK(proved >= kIncidents / 4);
}

}  // namespace
}  // namespace cordon::incident
