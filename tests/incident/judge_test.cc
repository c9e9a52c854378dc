// What survives which step: incidents in a few lines, judged by the engine, with the verdicts of
// every credential as one line of text. Rows are named after semantics.md 8.5 and the containment
// matrix.
#include <fmt/format.h>

#include <string>
#include <string_view>
#include <vector>

#include "doctest/doctest.h"
#include "tests/support/judged.h"

namespace cordon::incident {
namespace {

struct Row {
  std::string_view name;
  std::string_view credential;
  std::string events;
  std::string_view expected;
};

TEST_CASE("judge: what survives which step") {
  const std::string delete_key =
      event("iam:DeleteAccessKey", "{UserName: bob, AccessKeyId: AKIAAAAAAAAAAAAAAAAA}");
  const std::string deactivate =
      event("iam:UpdateAccessKey",
            "{UserName: bob, AccessKeyId: AKIAAAAAAAAAAAAAAAAA, Status: Inactive}");
  const std::string delete_user = event("iam:DeleteUser", "{UserName: bob}");
  const std::vector<Row> rows{
      {"S01 key x K", kKey, delete_key, "key: live 12:00 dead"},
      {"S01 key x K, deactivated", kKey, deactivate, "key: live 12:00 dead"},
      {"S02 GetSessionToken x K", kToken, delete_key, "token: live +22:00 dead"},
      {"GetFederationToken x K", kFederated, delete_key, "fed: live +22:00 dead"},
      {"role session x K", kSession, delete_key, "session: live 22:00 unknown +10:00 dead"},
      {"instance profile x K", kNode, delete_key, "node: live"},
      {"S06 GetSessionToken x IT", kToken, put_user_policy(kDenyOld),
       "token: live 12:00 residual +22:00 dead"},
      {"S07 key x IT", kKey, put_user_policy(kDenyOld), "key: live"},
      // The key itself is denied, a token that it gets after the cutoff is not.
      {"S09 key x IT with IfExists", kKey, put_user_policy(kDenyOldIfExists),
       "key: live 12:00 unknown"},
      {"S10 GetFederationToken x IT", kFederated, put_user_policy(kDenyOld),
       "fed: live 12:00 residual +22:00 dead"},
      {"role session x IT on the user", kSession, put_user_policy(kDenyOld),
       "session: live 22:00 unknown +10:00 dead"},
      {"S34 GetSessionToken x DateGreaterThan", kToken, put_user_policy(kDenyNew),
       "token: live +22:00 dead"},
      {"key x DA", kKey, put_user_policy(kDenyAll), "key: live 12:00 residual"},
      {"S11 GetFederationToken x DA", kFederated, put_user_policy(kDenyAll),
       "fed: live 12:00 residual +22:00 dead"},
      {"S13 role session x DA", kSession, put_user_policy(kDenyAll),
       "session: live 22:00 unknown +10:00 dead"},
      {"key x UD", kKey, delete_user, "key: live 12:00 dead"},
      {"GetSessionToken x UD", kToken, delete_user, "token: live 12:00 dead"},
      {"S13 role session x UD", kSession, delete_user, "session: live 22:00 unknown +10:00 dead"},
      {"S14 role session x RV", kSession, put_role_policy("admin", kDenyOld),
       "session: live 12:00 residual +10:00 dead"},
      {"S17 role session x RV on another role", kSession, put_role_policy("node", kDenyOld),
       "session: live 22:00 unknown +10:00 dead"},
      {"S19 instance profile x RV", kNode, put_role_policy("node", kDenyOld), "node: live"},
      {"instance profile x RD", kNode, put_role_policy("node", kDenyAll),
       "node: live 12:00 residual"},
      {"S33 role session x TR", kSession,
       event("iam:UpdateAssumeRolePolicy",
             fmt::format("{{RoleName: admin, PolicyDocument: {}}}",
                         "{Version: \"2012-10-17\", Statement: {Effect: Deny, Principal: \"*\", "
                         "Action: \"sts:AssumeRole\"}}")),
       "session: live 22:00 unknown +10:00 dead"},
      {"role deleted", kSession, event("iam:DeleteRole", "{RoleName: admin}"),
       "session: live 12:00 dead"},
      {"instance profile, role removed: the last token lives for six hours", kNode,
       event("iam:RemoveRoleFromInstanceProfile", "{InstanceProfileName: node, RoleName: node}"),
       "node: live 18:00 unknown +06:00 dead"},
      {"S40 user re-created", kToken,
       delete_user + event("iam:CreateUser", "{UserName: bob}", "2024-01-01T13:00:00Z"),
       "token: live 12:00 dead"},
      {"policies detached: no Deny, so not denied", kKey,
       event("iam:DeleteUserPolicy", "{UserName: bob, PolicyName: work}"),
       "key: live 12:00 unknown"},
      {"an unrelated step", kKey, event("iam:DeleteRole", "{RoleName: node}"), "key: live"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.name);
    const bool needs_key = row.credential != kKey && row.credential != kNode;
    const std::string credentials =
        needs_key ? std::string(kKey) + std::string(row.credential) : std::string(row.credential);
    const Judged result = judged(credentials, row.events);
    CHECK(line(result.report.credentials.back()) == row.expected);
  }
}

TEST_CASE("judge: a console password, and a session that it opened") {
  const auto password = [](std::string_view more) {
    return fmt::format(
        "- {{id: pw, kind: console-password, principal: "
        "\"arn:aws:iam::111122223333:user/bob\"{}}}\n",
        more);
  };
  const std::string replace =
      event("iam:UpdateLoginProfile", "{UserName: bob, Password: anything}");
  const std::string remove = event("iam:DeleteLoginProfile", "{UserName: bob}");
  const std::string create = event("iam:CreateLoginProfile", "{UserName: bob}");
  const std::string later =
      event("iam:CreateLoginProfile", "{UserName: bob}", "2024-01-01T13:00:00Z");
  const std::string held = password("");
  const std::string older = password(", setAt: 2024-01-01T09:00:00Z");
  const std::string newer = password(", setAt: 2024-01-01T12:00:00Z");
  const std::string session = password(", issuedAt: 2024-01-01T10:00:00Z");
  const std::vector<Row> rows{
      {"password deleted", held, remove, "pw: live 12:00 dead"},
      {"password replaced, and the held one is older", older, replace, "pw: live 12:00 dead"},
      {"password replaced by the held one", newer, replace, "pw: live"},
      {"password replaced, and which one is held was not told", held, replace,
       "pw: live 12:00 unknown"},
      {"the same under a Deny of everything", held, replace + put_user_policy(kDenyAll),
       "pw: live 12:00 residual"},
      {"no new password", held, event("iam:UpdateLoginProfile", "{UserName: bob}"), "pw: live"},
      {"password created: the only one there can be", held, create, "pw: live"},
      {"deleted, and another one created", held, remove + later,
       "pw: live 12:00 dead 13:00 unknown"},
      {"deleted, and another one created, the held one is older", older, remove + later,
       "pw: live 12:00 dead"},
      {"user deleted", held, event("iam:DeleteUser", "{UserName: bob}"), "pw: live 12:00 dead"},
      {"password x IT: its holder signs in again", held, put_user_policy(kDenyOld), "pw: live"},
      {"password x DA", held, put_user_policy(kDenyAll), "pw: live 12:00 residual"},
      {"session x password deleted", session, remove, "pw: live 22:00 dead"},
      {"session x password replaced", session, replace, "pw: live 22:00 dead"},
      {"session x IT", session, put_user_policy(kDenyOld), "pw: live 12:00 residual 22:00 dead"},
      {"session x UD", session, event("iam:DeleteUser", "{UserName: bob}"), "pw: live 12:00 dead"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.name);
    CHECK(lines(judged(row.credential, row.events).report) == row.expected);
  }
  const std::string probe =
      "probes: [{id: p, credential: pw, action: s3:ListAllMyBuckets, at: 2024-01-01T13:00:00Z}]\n";
  const Judged open = judged(held, replace, probe);
  CHECK(to_string(open.report.probes.at(0).decision) == "unknown");
  CHECK(open.report.probes.at(0).reason.contains("`setAt`"));
}

TEST_CASE("judge: of a user created by a step the first password is the only one") {
  const std::string eve =
      "- {id: pw, kind: console-password, principal: \"arn:aws:iam::111122223333:user/eve\"}\n";
  const std::string made =
      event("iam:CreateUser", "{UserName: eve}", "2024-01-01T10:00:00Z") +
      event("iam:CreateLoginProfile", "{UserName: eve}", "2024-01-01T10:01:00Z") +
      event("iam:AttachUserPolicy",
            "{UserName: eve, PolicyArn: \"arn:aws:iam::aws:policy/AWSDenyAll\"}",
            "2024-01-01T11:00:00Z");
  CHECK(lines(judged(eve, made).report) == "pw: dead 10:01 unknown 11:00 unknown");
  const std::string gone = event("iam:DeleteLoginProfile", "{UserName: eve}");
  CHECK(lines(judged(eve, made + gone).report) ==
        "pw: dead 10:01 unknown 11:00 unknown 12:00 dead");
}

constexpr std::string_view kOrganization = R"(organization:
  managementAccount: "{}"
  policies:
    p-stop: {{type: scp, document: {}}}
  targets:
    r-ab12: {{policies: [p-FullAWSAccess]}}
    "111122223333": {{parent: r-ab12, policies: [p-FullAWSAccess]}}
)";

TEST_CASE("judge: service control policies") {
  const std::string attach =
      event("organizations:AttachPolicy", "{PolicyId: p-stop, TargetId: r-ab12}");
  const std::string user_only =
      "{Version: \"2012-10-17\", Statement: {Effect: Deny, Action: \"*\", Resource: \"*\", "
      "Condition: {ArnEquals: {\"aws:PrincipalArn\": \"arn:aws:iam::111122223333:user/bob\"}}}}";
  const std::string all(kKey);
  const std::string held =
      all + std::string(kToken) + std::string(kFederated) + std::string(kSession);
  const auto judged_with = [&](std::string_view management, std::string_view document) {
    return lines(judged(held, attach, fmt::format(kOrganization, management, document)).report);
  };
  CHECK(judged_with("999999999999", kDenyAll) ==
        "key: live 12:00 residual | token: live 12:00 residual +22:00 dead | "
        "fed: live 12:00 residual +22:00 dead | session: live 12:00 residual +10:00 dead");
  // S29, S30: the ARN of the user is not that of its federated users, nor of its role sessions.
  CHECK(judged_with("999999999999", user_only) ==
        "key: live 12:00 residual | token: live 12:00 residual +22:00 dead | "
        "fed: live +22:00 dead | session: live 22:00 unknown +10:00 dead");
  // S24: nothing binds the management account.
  CHECK(judged_with("111122223333", kDenyAll) ==
        "key: live | token: live +22:00 dead | fed: live +22:00 dead | session: live 22:00 unknown "
        "+10:00 dead");
}

TEST_CASE("judge: a Deny that hangs on an age or on epoch seconds ends when they pass") {
  constexpr std::string_view kTokenWithMfa =
      "- {id: token, kind: get-session-token, issuedAt: 2024-01-01T10:00:00Z, duration: 36h, "
      "mfaAt: "
      "2024-01-01T09:00:00Z, principal: \"arn:aws:iam::111122223333:user/bob\"}\n";
  const auto denied_if = [&](std::string_view condition) {
    return lines(
        judged(kTokenWithMfa, put_user_policy(fmt::format(
                                  "{{Version: \"2012-10-17\", Statement: {{Effect: Deny, Action: "
                                  "\"*\", Resource: \"*\", Condition: {{{}}}}}}}",
                                  condition)))
            .report);
  };
  // 14:00 is 1704117600.
  CHECK(denied_if("NumericLessThan: {\"aws:MultiFactorAuthAge\": \"18000\"}") ==
        "token: live 12:00 residual 14:00 live +22:00 dead");
  CHECK(denied_if("NumericLessThan: {\"aws:EpochTime\": \"1704117600\"}") ==
        "token: live 12:00 residual 14:00 live +22:00 dead");
  CHECK(denied_if("DateLessThan: {\"aws:EpochTime\": \"1704117600\"}") ==
        "token: live 12:00 residual 14:00 live +22:00 dead");
  CHECK(denied_if("StringNotEquals: {\"aws:MultiFactorAuthAge\": \"18000\"}") ==
        "token: live 12:00 unknown +22:00 dead");
}

TEST_CASE("judge: a denial within the propagation window is unknown") {
  const Judged result =
      judged(kKey, put_user_policy(kDenyAll), "assumptions: {propagation: 10m}\n");
  CHECK(lines(result.report) == "key: live 12:00 unknown 12:10 residual");
  // The step that closes is named, not one before it that is under way as well.
  const Judged after_another =
      judged(kKey, event("iam:DeleteRole", "{RoleName: node}") + put_user_policy(kDenyAll),
             "assumptions: {propagation: 10m}\n");
  CHECK(after_another.report.credentials[0].timeline[1].what.reason ==
        "race: iam:PutUserPolicy may not have reached every endpoint yet (propagation)");
}

TEST_CASE("judge: what was not told is unknown, never denied") {
  const auto one = [](std::string_view credential, std::string_view events = "") {
    return lines(judged(credential, events).report);
  };
  CHECK(one("- {id: far, kind: assume-role, principal: \"arn:aws:iam::999988887777:role/x\"}\n") ==
        "far: unknown");
  // A token of unknown issue time under an issue-time Deny: it may be older, it may be newer.
  CHECK(
      one("- {id: t, kind: get-session-token, principal: \"arn:aws:iam::111122223333:user/bob\"}\n",
          put_user_policy(kDenyOld)) == "t: live 12:00 unknown");
  const Judged deleted =
      judged(std::string(kKey) + std::string(kToken), event("iam:DeleteUser", "{UserName: bob}"),
             "assumptions: {sessionsOfDeletedUser: unknown}\n");
  CHECK(lines(deleted.report) == "key: live 12:00 dead | token: live 12:00 unknown +22:00 dead");
}

TEST_CASE("judge: a bucket policy that names the user outlives detached policies, not a Deny") {
  const std::string bucket =
      "resources: [{arn: \"arn:aws:s3:::drop\", policy: {Version: \"2012-10-17\", Statement: "
      "{Effect: Allow, "
      "Principal: {AWS: \"arn:aws:iam::111122223333:user/bob\"}, Action: \"s3:PutObject\", "
      "Resource: "
      "\"arn:aws:s3:::drop/*\"}}}]\n";
  const std::string detach = event("iam:DeleteUserPolicy", "{UserName: bob, PolicyName: work}");
  CHECK(lines(judged(kKey, detach, bucket).report) == "key: live 12:00 live");
  CHECK(lines(judged(kKey, detach + put_user_policy(kDenyAll), bucket).report) ==
        "key: live 12:00 residual");
}

TEST_CASE("judge: contained by a step, or by expiry when all is known up to it") {
  const auto verdict = [](std::string_view credentials, std::string_view events) {
    const Judged result = judged(credentials, events);
    const auto at = result.report.contained_at;
    return fmt::format("{}{}", to_string(result.report.verdict), at ? " at " + to_string(*at) : "");
  };
  CHECK(verdict(kKey, put_user_policy(kDenyAll)) == "contained at 2024-01-01T12:00:00Z");
  CHECK(verdict(kKey, "") == "not-contained");
  CHECK(verdict(kSession, "") == "not-contained");
  const std::string late = event("iam:CreateGroup", "{GroupName: g}", "2024-01-02T12:00:00Z");
  CHECK(verdict(
            "- {id: t, kind: get-session-token, principal: \"arn:aws:iam::111122223333:user/bob\", "
            "issuedAt: 2024-01-01T10:00:00Z, duration: 1h}\n",
            late) == "contained at 2024-01-01T11:00:00Z");
  CHECK(verdict("- {id: t, kind: get-session-token, parent: gone, principal: "
                "\"arn:aws:iam::111122223333:user/bob\", issuedAt: 2024-01-01T10:00:00Z}\n",
                put_user_policy(kDenyAll)) == "unknown");
}

TEST_CASE("judge: a step is judged by verdicts") {
  const Judged result =
      judged(std::string(kKey) + std::string(kSession),
             put_user_policy(kDenyAll) + event("iam:DeleteRole", "{RoleName: nobody}"));
  REQUIRE(result.report.steps.size() == 2);
  CHECK(result.report.steps[0].changed);
  CHECK(result.report.steps[0].why == "key: live -> residual; still live: session");
  CHECK_FALSE(result.report.steps[1].changed);
}

TEST_CASE("judge: sts:GetSessionToken under a Deny follows its assumption") {
  const std::string probe =
      "probes: [{id: p, credential: key, action: sts:GetSessionToken, at: 2024-01-01T13:00:00Z}]\n";
  const auto decision = [&](std::string_view assumption) {
    const Judged result = judged(kKey, put_user_policy(kDenyAll),
                                 fmt::format("{}assumptions: {{{}}}\n", probe, assumption));
    return std::string(to_string(result.report.probes.at(0).decision));
  };
  CHECK(decision("") == "unknown");
  CHECK(decision("getSessionTokenUnderDeny: ineffective") == "allowed");
  CHECK(decision("getSessionTokenUnderDeny: effective") == "explicitDeny");
}

}  // namespace
}  // namespace cordon::incident
