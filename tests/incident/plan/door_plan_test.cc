// Which steps a plan takes against ways in that events opened, and against what the attacker made.
#include <fmt/format.h>

#include <map>
#include <string>
#include <string_view>

#include "doctest/doctest.h"
#include "engine/incident/plan/plan.h"
#include "engine/incident/world/json_text.h"
#include "tests/incident/plan/plan_line.h"
#include "tests/support/file.h"
#include "tests/support/judged.h"
#include "tests/support/large_incident.h"

namespace cordon::incident {
namespace {

// Of the incidents in fixtures/doors; what is not here is contained without a step.
const std::map<std::string, std::string> kPlans{
    {"bucket-for-an-organization", "contains: DeleteBucketPolicy b"},
    {"bucket-opened", "contains: DeleteBucketPolicy b"},
    {"chain-of-an-outsider", "contains: PutRolePolicy adm AWSRevokeOlderSessions"},
    {"door-in-both-orders",
     "contains: UpdateAssumeRolePolicy app; +1s PutRolePolicy app AWSRevokeOlderSessions"},
    {"function-for-a-service",
     "contains: RemovePermission arn:aws:lambda:us-east-1:111122223333:function:f x"},
    {"function-not-given",
     "contains: RemovePermission arn:aws:lambda:us-east-1:111122223333:function:f x"},
    {"function-opened",
     "contains: RemovePermission arn:aws:lambda:us-east-1:111122223333:function:f x"},
    {"key-activated-again",
     "contains: DeleteAccessKey amy AKIAZZZZZZZZZZZZZZZZ; +1s PutUserPolicy amy "
     "AWSRevokeOlderSessions"},
    {"key-made-and-deleted", "contains: PutUserPolicy amy AWSRevokeOlderSessions"},
    {"key-made-before-the-snapshot",
     "contains: DeleteAccessKey amy AKIAZZZZZZZZZZZZZZZZ; +1s PutUserPolicy amy "
     "AWSRevokeOlderSessions"},
    {"key-made-by-the-attacker",
     "contains: DeleteAccessKey amy AKIAZZZZZZZZZZZZZZZZ; +1s PutUserPolicy amy "
     "AWSRevokeOlderSessions"},
    {"key-that-nobody-lists",
     "contains: DeleteAccessKey amy AKIAZZZZZZZZZZZZZZZZ; +1s PutUserPolicy amy "
     "AWSRevokeOlderSessions"},
    {"kms-key-not-given", "fails:"},
    {"new-user-with-key",
     "contains: DeleteAccessKey eve AKIAZZZZZZZZZZZZZZZZ; DeleteUserPolicy eve p; DeleteUser eve"},
    {"own-password-changed", "fails:"},
    {"password-set-by-the-attacker",
     "contains: DeleteLoginProfile amy; +1s PutUserPolicy amy AWSRevokeOlderSessions"},
    {"password-taken-away", "contains: PutUserPolicy amy AWSRevokeOlderSessions"},
    {"password-that-nobody-lists",
     "contains: DeleteLoginProfile amy; +1s PutUserPolicy amy AWSRevokeOlderSessions"},
    {"provider-made", "contains: DeleteSAMLProvider arn:aws:iam::111122223333:saml-provider/evil"},
    {"provider-replaced",
     "contains: DeleteSAMLProvider arn:aws:iam::111122223333:saml-provider/evil; +1s PutRolePolicy "
     "app AWSRevokeOlderSessions"},
    {"provider-that-a-role-trusts-deleted", "contains: PutRolePolicy app AWSRevokeOlderSessions"},
    {"role-for-another-account", "contains: DeleteRolePolicy new p; DeleteRole new"},
    {"session-that-nobody-lists", "contains: PutRolePolicy app AWSRevokeOlderSessions"},
    {"ssh-key-that-nobody-lists", "contains: DeleteSSHPublicKey amy APKAAAAAAAAAAAAAAAAA"},
    {"trust-changed-before-the-snapshot",
     "contains: UpdateAssumeRolePolicy app; +1s PutRolePolicy app AWSRevokeOlderSessions"},
    {"trust-put-back", "contains: PutRolePolicy app AWSRevokeOlderSessions"},
    {"trust-revoked-only",
     "contains: UpdateAssumeRolePolicy app; +1s PutRolePolicy app AWSRevokeOlderSessions"},
    {"trust-without-its-deny",
     "contains: UpdateAssumeRolePolicy app; +1s PutRolePolicy app AWSRevokeOlderSessions"},
    {"trusts-a-provider",
     "contains: UpdateAssumeRolePolicy app; +1s PutRolePolicy app AWSRevokeOlderSessions"},
    {"trusts-an-organization",
     "contains: UpdateAssumeRolePolicy app; +1s PutRolePolicy app AWSRevokeOlderSessions"},
    {"trusts-another-account",
     "contains: UpdateAssumeRolePolicy app; +1s PutRolePolicy app AWSRevokeOlderSessions"},
    {"trusts-anyone",
     "contains: UpdateAssumeRolePolicy app; +1s PutRolePolicy app AWSRevokeOlderSessions"},
    {"trusts-with-external-id",
     "contains: UpdateAssumeRolePolicy app; +1s PutRolePolicy app AWSRevokeOlderSessions"},
};

TEST_CASE("plan: the incidents of fixtures/doors") {
  std::size_t seen = 0;
  for (const auto& file : support::files_below("fixtures/doors", {".json"})) {
    CAPTURE(file.string());
    const IncidentResult read = support::read_incident_text(*support::read_file(file.string()));
    REQUIRE(read.usable);
    const auto plan = make_plan(read.incident, {});
    REQUIRE(plan);
    const auto expected = kPlans.find(file.stem().string());
    if (expected != kPlans.end()) ++seen;
    CHECK(line(*plan) == (expected == kPlans.end() ? "nothing-to-do:" : expected->second));
    CHECK(broken_claim(*plan) == "");
  }
  CHECK(seen == kPlans.size());
}

constexpr std::string_view kDone =
    "credentialsKnownUntil: 2024-01-01T12:00:00Z\n"
    "assumptions: {resourcePolicies: complete, otherAccounts: closed}\n";

std::string allow(std::string_view principal, std::string_view action, std::string_view resource) {
  return fmt::format("{{Effect: Allow, Principal: {}, Action: \"{}\", Resource: \"{}\"}}",
                     principal, action, resource);
}
std::string policy(std::string_view statements) {
  return fmt::format("{{Version: \"2012-10-17\", Statement: [{}]}}", statements);
}
std::string trust(std::string_view statements) {
  return fmt::format("{{RoleName: admin, PolicyDocument: {}}}", policy(statements));
}
constexpr std::string_view kOwn = "{AWS: \"arn:aws:iam::111122223333:root\"}";
constexpr std::string_view kOther = "{AWS: \"arn:aws:iam::999988887777:root\"}";
constexpr std::string_view kBoth = "{AWS: [\"arn:aws:iam::111122223333:root\", \"999988887777\"]}";
std::string assume(std::string_view principal, std::string_view more = "") {
  return fmt::format("{{Effect: Allow, Principal: {}, Action: \"sts:AssumeRole\"{}}}", principal,
                     more);
}

constexpr std::string_view kMayList =
    "{Version: \"2012-10-17\", Statement: {Effect: Allow, Action: \"s3:ListAllMyBuckets\", "
    "Resource: "
    "\"*\"}}";

struct Row {
  std::string_view name;
  std::string events;
  std::string_view expected;
  /// Parts of the first step's parameters, as JSON.
  std::string_view has, lacks;
  std::string more;
};

constexpr std::string_view kDeleted =
    "- {at: 2024-01-01T11:30:00Z, call: iam:DeleteAccessKey, by: responder, parameters: {UserName: "
    "bob, AccessKeyId: AKIAAAAAAAAAAAAAAAAA}}\n";

// An event of the attacker's or, with `by`, of somebody else.
std::string done(std::string_view call, std::string_view parameters, std::string_view by = "key",
                 std::string_view at = "2024-01-01T11:00:00Z") {
  return fmt::format("- {{at: {}, call: {}, by: {}, parameters: {}}}\n", at, call, by, parameters);
}

// A resource with a policy for its account, which the attacker opened.
std::string resource(std::string_view arn, std::string_view action) {
  return fmt::format("resources: [{{arn: \"{}\", policy: {}}}]\n", arn,
                     policy(allow(kOwn, action, "*")));
}

TEST_CASE("plan: what an event opened is taken back") {
  constexpr std::string_view kQueue = "arn:aws:sqs:us-east-1:111122223333:q";
  constexpr std::string_view kTopic = "arn:aws:sns:us-east-1:111122223333:t";
  constexpr std::string_view kKms = "arn:aws:kms:us-east-1:111122223333:key/1234";
  constexpr std::string_view kSecret =
      "arn:aws:secretsmanager:us-east-1:111122223333:secret:s-AbCdEf";
  const std::string two = allow(kOwn, "*", "*") + ", ";
  const Row rows[] = {
      {"a queue",
       done("sqs:SetQueueAttributes",
            fmt::format("{{QueueUrl: \"https://sqs.us-east-1.amazonaws.com/111122223333/q\", "
                        "Attributes: {{Policy: {}}}}}",
                        policy(two + allow(kOther, "sqs:*", kQueue)))),
       "contains: SetQueueAttributes https://sqs.us-east-1.amazonaws.com/111122223333/q",
       "111122223333:root", "999988887777", resource(kQueue, "sqs:*")},
      {"a queue that had none",
       done("sqs:SetQueueAttributes",
            fmt::format("{{QueueUrl: \"https://sqs.us-east-1.amazonaws.com/111122223333/q\", "
                        "Attributes: {{Policy: {}}}}}",
                        policy(allow(kOther, "sqs:*", kQueue)))),
       "contains: SetQueueAttributes https://sqs.us-east-1.amazonaws.com/111122223333/q",
       R"({"Policy": ""})", "999988887777", ""},
      {"a topic",
       done("sns:SetTopicAttributes",
            fmt::format("{{TopicArn: \"{}\", AttributeName: Policy, AttributeValue: {}}}", kTopic,
                        policy(allow(kOther, "sns:Publish", kTopic)))),
       "", R"(111122223333:root\")", "999988887777", resource(kTopic, "sns:Publish")},
      {"a key",
       done("kms:PutKeyPolicy", fmt::format("{{KeyId: \"{}\", Policy: {}}}", kKms,
                                            policy(two + allow(kOther, "kms:*", "*")))),
       "contains: PutKeyPolicy arn:aws:kms:us-east-1:111122223333:key/1234 default",
       "111122223333:root", "999988887777", resource(kKms, "kms:*")},
      {"a secret",
       done("secretsmanager:PutResourcePolicy",
            fmt::format("{{SecretId: \"{}\", ResourcePolicy: {}}}", kSecret,
                        policy(allow(kOther, "secretsmanager:*", "*")))),
       "contains: PutResourcePolicy arn:aws:secretsmanager:us-east-1:111122223333:secret:s-AbCdEf",
       "111122223333:root", "999988887777", resource(kSecret, "secretsmanager:*")},
      {"a secret that had none",
       done("secretsmanager:PutResourcePolicy",
            fmt::format("{{SecretId: \"{}\", ResourcePolicy: {}}}", kSecret,
                        policy(allow(kOther, "secretsmanager:*", "*")))),
       "contains: DeleteResourcePolicy "
       "arn:aws:secretsmanager:us-east-1:111122223333:secret:s-AbCdEf",
       "", "", ""},
      {"a bucket whose policy was changed by us since then: only whom it let in goes",
       done("s3:PutBucketPolicy", fmt::format("{{Bucket: b, Policy: {}}}",
                                              policy(allow(kBoth, "s3:*", "arn:aws:s3:::b/*")))) +
           done("s3:PutBucketPolicy",
                fmt::format("{{Bucket: b, Policy: {}}}",
                            policy(allow(kBoth, "s3:*", "arn:aws:s3:::b/*") + ", " +
                                   allow(kOwn, "s3:ListBucket", "arn:aws:s3:::b"))),
                "responder", "2024-01-01T11:20:00Z"),
       "contains: PutBucketPolicy b", "s3:ListBucket", "999988887777", ""},
      {"a bucket of which nothing is known but what the attacker put",
       done("s3:PutBucketPolicy", fmt::format("{{Bucket: b, Policy: {}}}",
                                              policy(allow(kBoth, "s3:*", "arn:aws:s3:::b/*")))),
       "contains: PutBucketPolicy b", "111122223333", "999988887777",
       "assumptions: {otherAccounts: closed}\n"},
      {"a trust that was changed by us since then",
       done("iam:UpdateAssumeRolePolicy", trust(assume(kBoth))) +
           done("iam:UpdateAssumeRolePolicy",
                trust(assume(kBoth) + ", " + assume("{Service: lambda.amazonaws.com}")),
                "responder", "2024-01-01T11:20:00Z"),
       "contains: UpdateAssumeRolePolicy admin; PutRolePolicy admin AWSRevokeOlderSessions",
       "lambda.amazonaws.com", "999988887777", ""},
      {"two doors, two events: neither is left",
       done("iam:UpdateAssumeRolePolicy", trust(assume(kBoth))) +
           done("iam:UpdateAssumeRolePolicy",
                trust(assume(kBoth) + ", " + assume("{AWS: \"555566667777\"}")), "key",
                "2024-01-01T11:20:00Z"),
       "contains: UpdateAssumeRolePolicy admin; PutRolePolicy admin AWSRevokeOlderSessions",
       "111122223333:root", "5555", ""},
      {"a user that the attacker made, with all that has to go before",
       done("iam:CreateUser", "{UserName: eve}") + done("iam:CreateGroup", "{GroupName: g}") +
           done("iam:AddUserToGroup", "{UserName: eve, GroupName: g}") +
           done("iam:CreatePolicy",
                fmt::format("{{PolicyName: mp, PolicyDocument: {}}}", kMayList)) +
           done("iam:AttachUserPolicy",
                "{UserName: eve, PolicyArn: \"arn:aws:iam::111122223333:policy/mp\"}") +
           done("iam:PutUserPolicy",
                fmt::format("{{UserName: eve, PolicyName: p, PolicyDocument: {}}}", kMayList)) +
           done("iam:CreateLoginProfile", "{UserName: eve}") +
           done("iam:UploadSSHPublicKey", "{UserName: eve, SSHPublicKeyId: APKAEVE}") +
           done("iam:EnableMFADevice",
                "{UserName: eve, SerialNumber: \"arn:aws:iam::111122223333:mfa/eve\"}") +
           done("iam:CreateAccessKey", "{UserName: eve, AccessKeyId: AKIAEVEAAAAAAAAAAAAA}"),
       "contains: DeleteAccessKey eve AKIAEVEAAAAAAAAAAAAA; DeleteLoginProfile eve; "
       "DeleteSSHPublicKey eve APKAEVE; DeactivateMFADevice eve arn:aws:iam::111122223333:mfa/eve; "
       "DeleteUserPolicy eve p; DetachUserPolicy eve arn:aws:iam::111122223333:policy/mp; "
       "RemoveUserFromGroup eve g; DeleteUser eve",
       "", "", ""},
      {"a user that somebody made",
       done("iam:CreateUser", "{UserName: eve}", "responder") +
           done("iam:PutUserPolicy",
                fmt::format("{{UserName: eve, PolicyName: p, PolicyDocument: {}}}", kMayList)) +
           done("iam:CreateAccessKey", "{UserName: eve, AccessKeyId: AKIAEVEAAAAAAAAAAAAA}"),
       "contains: DeleteAccessKey eve AKIAEVEAAAAAAAAAAAAA; +1s PutUserPolicy eve "
       "AWSRevokeOlderSessions",
       "", "", ""},
  };
  for (const Row& row : rows) {
    CAPTURE(row.name);
    const bool assumes = row.more.contains("assumptions");
    const Judged result =
        judged(kKey, row.events + std::string(kDeleted),
               row.more + (assumes ? "credentialsKnownUntil: 2024-01-01T12:00:00Z\n"
                                   : std::string(kDone)));
    const Plan plan = planned(result.read.incident);
    CAPTURE(plan.report.why);
    if (!row.expected.empty()) CHECK(line(plan) == row.expected);
    CHECK(plan.outcome == PlanOutcome::kContains);
    CHECK(broken_claim(plan) == "");
    REQUIRE(!plan.steps.empty());
    const std::string parameters = json_text(plan.steps.front().event->parameters);
    CAPTURE(parameters);
    CHECK(parameters.contains(row.has));
    if (!row.lacks.empty()) CHECK(!parameters.contains(row.lacks));
  }
}

}  // namespace
}  // namespace cordon::incident
