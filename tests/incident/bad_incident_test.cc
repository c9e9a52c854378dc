// What cordon says to incident files that can't be used as they are: one message with its place
// each, the rest of the work done where that makes sense, exit code 2.
#include <fmt/format.h>

#include <string>
#include <string_view>
#include <vector>

#include "doctest/doctest.h"
#include "tests/support/run_program.h"

namespace cordon::support {
namespace {

constexpr std::string_view kAccount =
    R"(account: {UserDetailList: [{UserName: bob, Arn: "arn:aws:iam::111122223333:user/bob", UserPolicyList: [)"
    R"({PolicyName: p, PolicyDocument: {Version: "2012-10-17", Statement: {Effect: Allow, Action: "s3:ListAllMyBuckets", Resource: "*"}}}]}], )"
    R"(GroupDetailList: [], RoleDetailList: [], Policies: []})"
    "\n";
constexpr std::string_view kKey =
    "credentials: [{id: k, kind: access-key, principal: \"arn:aws:iam::111122223333:user/bob\"}]\n";

struct Row {
  std::string name;
  std::string text;     // after the account
  std::string message;  // has to stand in standard error
  bool judged = true;   // a report is printed all the same
};

ProgramRun contain(const std::string& text) {
  auto run = run_program({"contain", "-"}, {.standard_input = text});
  REQUIRE(run);
  return *run;
}

TEST_CASE("contain: bad input has one message with place and remedy, and exit code 2") {
  const std::string key(kKey);
  const auto token = [](std::string_view members) {
    return fmt::format(
        "credentials: [{{id: t, kind: get-session-token, principal: "
        "\"arn:aws:iam::111122223333:user/bob\", {}}}]\n",
        members);
  };
  const std::vector<Row> rows{
      {"time without zone",
       "credentials: [{id: t, kind: get-session-token, principal: "
       "\"arn:aws:iam::111122223333:user/bob\", issuedAt: 2024-01-01T00:00:00}]\n",
       "`issuedAt`"},
      {"unknown kind",
       "credentials: [{id: t, kind: session-token, principal: "
       "\"arn:aws:iam::111122223333:user/bob\"}]\n",
       "unknown credential kind `session-token`"},
      {"kind and principal do not fit",
       "credentials: [{id: t, kind: assume-role, principal: "
       "\"arn:aws:iam::111122223333:user/bob\"}]\n",
       "a credential of kind `assume-role` can't belong to"},
      {"principal not in the snapshot",
       "credentials: [{id: t, kind: access-key, principal: "
       "\"arn:aws:iam::111122223333:user/eve\"}]\n",
       "user `eve` of credential `t` is not in the snapshot of account 111122223333"},
      {"unknown parent",
       "credentials: [{id: t, kind: get-session-token, parent: gone, principal: "
       "\"arn:aws:iam::111122223333:user/bob\"}]\n",
       "the parent `gone` of `t` is not in this file"},
      {"two of a name",
       "credentials:\n - {id: t, kind: access-key, principal: "
       "\"arn:aws:iam::111122223333:user/bob\"}\n - {id: t, kind: access-key, principal: "
       "\"arn:aws:iam::111122223333:user/bob\"}\n",
       "two credentials are called `t`"},
      {"a credential without a name",
       "credentials: [{id: \"\", kind: access-key, principal: "
       "\"arn:aws:iam::111122223333:user/bob\"}]\n",
       "<stdin>:2:20: error: `id` is empty"},
      {"a credential called as all are",
       "credentials: [{id: \"*\", kind: access-key, principal: "
       "\"arn:aws:iam::111122223333:user/bob\"}]\n",
       "<stdin>:2:20: error: `id` can't be `*`, which means each credential"},
      {"expired before it was issued",
       token("issuedAt: 2024-01-02T00:00:00Z, expiresAt: 2024-01-01T00:00:00Z"),
       "`expiresAt` is not after `issuedAt`, 2024-01-02T00:00:00Z"},
      {"pasted output that expired before",
       token("issuedAt: 2024-01-02T00:00:00Z, Credentials: {Expiration: 2024-01-01T00:00:00Z}"),
       "`Expiration` is not after `issuedAt`, 2024-01-02T00:00:00Z"},
      {"a life of no time", token("issuedAt: 2024-01-02T00:00:00Z, duration: 0s"),
       "`duration` is nothing"},
      {"two ends",
       token("issuedAt: 2024-01-02T00:00:00Z, duration: 1h, expiresAt: 2024-01-02T12:00:00Z"),
       "by `duration` it expires at 2024-01-02T01:00:00Z, by what else is told at "
       "2024-01-02T12:00:00Z"},
      {"a key that expires",
       "credentials: [{id: k, kind: access-key, expiresAt: 2024-01-02T00:00:00Z, principal: "
       "\"arn:aws:iam::111122223333:user/bob\"}]\n",
       "a credential of kind `access-key` does not expire"},
      {"session tags that are a word", token("sessionTags: team"),
       "`sessionTags` has to be an object of keys and values"},
      {"a session tag without value", token("sessionTags: [{Key: team}]"),
       "a session tag needs `Value`"},
      {"a session tag of another kind", token("sessionTags: {team: [a]}"),
       "`team` has to be a string, not an array"},
      {"a session tag twice", token("sessionTags: {team: a, Team: b}"),
       "the session tag `Team` is given twice"},
      {"unknown call",
       key + "events: [{at: 2024-01-01T00:00:00Z, call: iam:DeletUser, parameters: {UserName: "
             "bob}}]\n",
       "iam:DeleteUser"},
      {"event without zone",
       key + "events: [{at: 2024-01-01T00:00:00, call: iam:DeleteUser, parameters: {UserName: "
             "bob}}]\n",
       "`at`"},
      {"probe of nobody", key + "probes: [{id: p, credential: q, action: s3:ListAllMyBuckets}]\n",
       "probe `p` names the credential `q`"},
      {"probe of a pattern", key + "probes: [{id: p, credential: k, action: \"s3:*\"}]\n",
       "`s3:*` is not one action"},
      {"probe of nothing", key + "probes: [{id: p, credential: k, action: \"\", expect: denied}]\n",
       "`` is not one action"},
      {"probe with an empty expectation",
       key + "probes: [{id: p, credential: k, action: s3:ListAllMyBuckets, expect: }]\n",
       "`expect` is empty: expected allowed, denied, unknown"},
      {"claim with an empty expectation", key + "claims: [{for: k, expect: }]\n",
       "`expect` is empty: expected holds, refuted, undecided"},
      {"claim of two policies", key + "claims: [{claim: equivalent, for: k}]\n",
       "`claim` can't be `equivalent`: expected none, denies, not-granted, not-public"},
      {"claim about all access", key + "claims: [{claim: not-granted, for: k}]\n",
       "the claim `not-granted` needs `action` or `resource`"},
      {"claim with a member of another", key + "claims: [{claim: denies, for: k, action: s3:*}]\n",
       "`action` is not for the claim `denies`"},
      {"claim about no action", key + "claims: [{claim: not-granted, for: k, action: s3}]\n",
       "`action` `s3`: expected `service:name`"},
      {"claim about no ARN", key + "claims: [{claim: not-granted, for: k, resource: b}]\n",
       "`resource` `b`: expected an ARN with its six fields, or `*`"},
      {"claim about two resources",
       key + "claims: [{claim: not-public, resource: [\"arn:aws:s3:::a\", \"arn:aws:s3:::b\"]}]\n",
       "the claim `not-public` needs one `resource`"},
      {"an empty expectation", key + "expect:\n",
       "`expect` is empty: expected contained, not-contained, unknown"},
      {"unknown member", key + "tolerates: [sts:GetCallerIdentity]\n", "did you mean `tolerate`?"},
      {"unknown assumption", key + "assumptions: {getSessionTokenUnderDeny: maybe}\n",
       "`getSessionTokenUnderDeny` can't be `maybe`"},
      {"a duration beyond all times",
       "credentials: [{id: t, kind: get-session-token, principal: "
       "\"arn:aws:iam::111122223333:user/bob\", issuedAt: 2024-01-01T00:00:00Z, duration: "
       "106751991167d}]\n",
       "`duration` is longer than a year"},
      {"a window beyond all times", key + "assumptions: {propagation: 106751991167d}\n",
       "`propagation` is longer than a year"},
      {"missing file", key + "resources: [no-such-file.json]\n", "no-such-file.json"},
      {"a folder where a file is meant", key + "resources: [fixtures]\n", "fixtures"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.name);
    const ProgramRun run = contain(std::string(kAccount) + row.text);
    CHECK(run.exit_code == 2);
    CHECK(run.err.find("<stdin>:") != std::string::npos);
    INFO(run.err);
    CHECK(run.err.find(row.message) != std::string::npos);
    CHECK((run.out.find("CONTAINED") != std::string::npos ||
           run.out.find("UNKNOWN") != std::string::npos) == row.judged);
  }
}

TEST_CASE("contain: a duration beyond all times makes nothing look expired") {
  const ProgramRun run =
      contain(std::string(kAccount) +
              "credentials: [{id: t, kind: get-session-token, principal: "
              "\"arn:aws:iam::111122223333:user/bob\", issuedAt: 2024-01-01T00:00:00Z, duration: "
              "106751991167d}]\n");
  CHECK(run.exit_code == 2);
  CHECK(run.out.find("  t      live") != std::string::npos);
}

TEST_CASE("contain: what happened before the snapshot is not applied again") {
  // bob's deny was there at ten and is gone in the snapshot of noon.
  constexpr std::string_view kDeny =
      "{at: 2024-01-01T10:00:00Z, call: iam:PutUserPolicy, parameters: {UserName: bob, PolicyName: "
      "d, PolicyDocument: {Version: \"2012-10-17\", Statement: {Effect: Deny, Action: \"*\", "
      "Resource: \"*\"}}}}";
  constexpr std::string_view kDelete =
      "{at: 2024-01-01T10:00:00Z, call: iam:DeleteAccessKey, parameters: {UserName: bob, "
      "AccessKeyId: AKIABOB}}";
  constexpr std::string_view kLater =
      "{at: 2024-01-01T13:00:00Z, call: iam:PutUserPolicy, parameters: {UserName: bob, PolicyName: "
      "d, PolicyDocument: {Version: \"2012-10-17\", Statement: {Effect: Deny, Action: \"*\", "
      "Resource: \"*\"}}}}";
  constexpr std::string_view kBobsKey =
      "credentials: [{id: k, kind: access-key, accessKeyId: AKIABOB, principal: "
      "\"arn:aws:iam::111122223333:user/bob\"}]\n";
  struct Case {
    std::string name;
    std::string head;
    std::string_view event;
    int exit_code;
    std::string out;
    std::string err;
  };
  const std::string noon = "snapshotAt: 2024-01-01T12:00:00Z\n";
  const std::string known = "credentialsKnownUntil: 2024-01-01T12:00:00Z\n";
  const Case cases[] = {
      {"on top of the snapshot", "", kDeny, 0, "CONTAINED", ""},
      {"shown by the snapshot", noon + known, kDeny, 1, "NOT CONTAINED",
       "warning: event 1 (iam:PutUserPolicy) is older than the snapshot of 2024-01-01T12:00:00Z: "
       "it is not applied again"},
      {"a key that was deleted is gone", noon + known, kDelete, 0, "CONTAINED", ""},
      {"but what it made meanwhile is not known", noon, kDelete, 1, "UNKNOWN",
       "warning: what was made and changed from 2024-01-01T10:00:00Z to the snapshot of "
       "2024-01-01T12:00:00Z is not told"},
      {"known until before the snapshot", noon + "credentialsKnownUntil: 2024-01-01T11:00:00Z\n",
       kLater, 1, "UNKNOWN", "from 2024-01-01T11:00:00Z to the snapshot"},
      {"after the snapshot", noon, kLater, 0, "CONTAINED", ""},
  };
  for (const Case& row : cases) {
    CAPTURE(row.name);
    const ProgramRun run =
        contain(fmt::format("{}{}{}events: [{}]\n", kAccount, kBobsKey, row.head, row.event));
    INFO(run.out);
    INFO(run.err);
    CHECK(run.exit_code == row.exit_code);
    CHECK(run.out.starts_with(row.out + "\n"));
    CHECK(run.err.empty() == row.err.empty());
    CHECK(run.err.contains(row.err));
  }
}

TEST_CASE("contain: session tags count however they are written") {
  constexpr std::string_view kTagged =
      R"(account: {UserDetailList: [], RoleDetailList: [{RoleName: r, Arn: "arn:aws:iam::111122223333:role/r", )"
      R"(AssumeRolePolicyDocument: {Version: "2012-10-17", Statement: {Effect: Allow, Principal: {Service: ec2.amazonaws.com}, Action: "sts:AssumeRole"}}, RolePolicyList: [{PolicyName: p, PolicyDocument: )"
      R"({Version: "2012-10-17", Statement: {Effect: Allow, Action: "s3:ListAllMyBuckets", Resource: "*", )"
      R"(Condition: {StringEquals: {"aws:PrincipalTag/team": red}}}}}]}]})";
  for (const std::string tags : {"{team: red}", "[{Key: team, Value: red}]"}) {
    CAPTURE(tags);
    const ProgramRun run = contain(fmt::format(
        "{}\ncredentials: [{{id: s, kind: assume-role, principal: "
        "\"arn:aws:sts::111122223333:assumed-role/r/x\", issuedAt: 2024-01-01T00:00:00Z, "
        "sessionTags: {}}}]\n",
        kTagged, tags));
    CHECK(run.err == "");
    CHECK(run.out.contains("s      live"));
  }
}

TEST_CASE("contain: an empty time is no time") {
  const auto run =
      run_program({"contain", "fixtures/incidents/2017-leaked-key/incident.yaml", "--at", ""});
  REQUIRE(run);
  CHECK(run->exit_code == 2);
  CHECK(run->err.contains("--at: expected a time"));
}

TEST_CASE("contain: where no account could be read, nothing is said of several") {
  const ProgramRun run = contain(
      "account: nosuch.json\nevents: [{at: 2024-01-01T00:00:00Z, call: iam:DeleteUser, parameters: "
      "{UserName: bob}}]\n");
  CHECK(run.exit_code == 2);
  CHECK(run.err.contains("nosuch.json"));
  CHECK(!run.err.contains("several accounts"));
}

TEST_CASE("contain: what can't be judged at all gives no report") {
  for (const std::string& text :
       {std::string("{"), std::string("[]"), std::string(""), std::string("incident: x\n"),
        std::string("account: nowhere.json\n"), std::string(100'000, '['),
        std::string("account: {a: \xff}\n")}) {
    CAPTURE(text.substr(0, 40));
    const ProgramRun run = contain(text);
    CHECK(run.exit_code == 2);
    CHECK(run.out == "");
    CHECK(run.err.find("error:") != std::string::npos);
    CHECK(run.err.size() < 2'000);
  }
}

TEST_CASE("contain: an unreadable policy makes verdicts unknown, never denied") {
  const std::string text =
      R"({"account": {"UserDetailList": [{"UserName": "bob", "Arn": "arn:aws:iam::111122223333:user/bob",)"
      R"( "UserPolicyList": [{"PolicyName": "broken", "PolicyDocument": {"Statement": {"Effect": "allow"}}}]}],)"
      R"( "GroupDetailList": [], "RoleDetailList": [], "Policies": []},)"
      R"( "credentials": [{"id": "k", "kind": "access-key", "principal": "arn:aws:iam::111122223333:user/bob"}],)"
      R"( "probes": [{"id": "p", "credential": "k", "action": "s3:ListAllMyBuckets"}]})";
  const ProgramRun run = contain(text);
  CHECK(run.exit_code == 2);
  CHECK(run.out.find("p  unknown") != std::string::npos);
  CHECK(run.out.find("UNKNOWN") != std::string::npos);
}

TEST_CASE("contain: secrets of pasted STS output are never printed") {
  const std::string text =
      std::string(kAccount) + std::string(kKey) +
      "events: [{at: 1, call: x, secretAccessKey: wJalrXUtnFEMIKEY}]\n"
      "probes: [{id: p, credential: k, action: 's3:*', SessionToken: FwoGZXIvYXdzEXAMPLE}]\n";
  const std::string sts =
      std::string(kAccount) +
      "credentials: [{id: k, kind: get-session-token, principal: "
      "\"arn:aws:iam::111122223333:user/bob\", "
      "Credentials: {AccessKeyId: ASIAEXAMPLE, SecretAccessKey: wJalrXUtnFEMIKEY, SessionToken: "
      "FwoGZXIvYXdzEXAMPLE, Expiration: 2024-01-01}}]\n";
  // Where the parser stops, it stops at a secret.
  const std::string unquoted =
      R"({"credentials": [{"SecretAccessKey": wJalrXUtnFEMIKEY, "SessionToken": 1}]})";
  const std::string second = R"({"SecretAccessKey": 0wJalrXUtnFEMIKEY})";
  const std::string below = "{\"SessionToken\":\n  FwoGZXIvYXdzEXAMPLE}";
  const std::string tag = "SessionToken: !FwoGZXIvYXdzEXAMPLE x\n";
  const std::string flow = "{SecretAccessKey: [wJalrXUtnFEMIKEY: FwoGZXIvYXdzEXAMPLE: x}\n";
  for (const std::string& input : {text, sts, unquoted, second, below, tag, flow}) {
    CAPTURE(input);
    const ProgramRun run = contain(input);
    CHECK(run.exit_code == 2);
    for (const std::string& stream : {run.out, run.err}) {
      CHECK(stream.find("wJalrXUtnFEMIKEY") == std::string::npos);
      CHECK(stream.find("FwoGZXIvYXdzEXAMPLE") == std::string::npos);
    }
  }
}

}  // namespace
}  // namespace cordon::support
