// What cordon says to incident files that can't be used as they are: one message with its place
// each, the rest of the work done where that makes sense, exit code 2.
#include <string>
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
      {"event before the snapshot",
       key + "snapshotAt: 2024-01-02T00:00:00Z\nevents: [{at: 2024-01-01T00:00:00Z, call: "
             "iam:DeleteUser, parameters: {UserName: bob}}]\n",
       "is older than the snapshot of 2024-01-02T00:00:00Z"},
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
  for (const std::string& input : {text, sts}) {
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
