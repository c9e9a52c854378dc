// CloudTrail records to trees: every way in which a credential is made, what is missing, and what
// contradicts itself.
#include <fmt/format.h>

#include <string>
#include <string_view>
#include <vector>

#include "doctest/doctest.h"
#include "tests/incident/trail_log.h"

namespace cordon::incident {
namespace {

TEST_CASE("every way of making a credential is an edge") {
  struct Row {
    std::string_view name;
    Log log;
    std::string tree;
  };
  const std::string first = "AKIAEVE access-key user/eve\n";
  const Row rows[] = {
      {"nothing but the key", Log().add("09:00:00", "s3:ListBuckets", user("AKIAEVE")), ""},
      {"GetSessionToken of 36 hours, with MFA",
       Log().add("09:10:00", "sts:GetSessionToken", user("AKIAEVE"),
                 R"({"durationSeconds":129600,"serialNumber":"arn:aws:iam::111122223333:mfa/eve"})",
                 "{" + credentials("ASIA1", "May 2, 2024, 9:10:00 PM") + "}"),
       "  ASIA1 get-session-token user/eve 09:10-05-02T21:10 by sts:GetSessionToken mfa\n"},
      {"no expiration in the answer: the duration asked for",
       Log().add("09:10:00", "sts:GetSessionToken", user("AKIAEVE"), R"({"durationSeconds":7200})",
                 "{" + credentials("ASIA1") + "}"),
       "  ASIA1 get-session-token user/eve 09:10-11:10 by sts:GetSessionToken\n"},
      {"neither: AWS's default, marked",
       Log().add("09:10:00", "sts:GetSessionToken", user("AKIAEVE"), "null",
                 "{" + credentials("ASIA1") + "}"),
       "  ASIA1 get-session-token user/eve 09:10-21:10 assumed by sts:GetSessionToken\n"},
      {"GetFederationToken with a session policy",
       Log().add(
           "09:10:00", "sts:GetFederationToken", user("AKIAEVE"),
           R"({"name":"bob","durationSeconds":3600,"policy":"{\"Version\":\"2012-10-17\"}","policyArns":[{"arn":"arn:aws:iam::aws:policy/ReadOnlyAccess"}]})",
           "{" + credentials("ASIA1") +
               R"(,"federatedUser":{"arn":"arn:aws:sts::111122223333:federated-user/bob"}})"),
       "  ASIA1 get-federation-token federated-user/bob 09:10-10:10 by sts:GetFederationToken "
       "{\"Version\": \"2012-10-17\"} arn:aws:iam::aws:policy/ReadOnlyAccess\n"},
      {"AssumeRole, and the issue time that the session tells",
       Log()
           .add("09:10:00", "sts:AssumeRole", user("AKIAEVE"),
                ask_role("x", R"(,"sourceIdentity":"eve","tags":[{"key":"team","value":"red"}])"),
                assumed("ASIA1", "x", "May 1, 2024, 10:10:00 AM"))
           .add("09:20:00", "s3:ListBuckets", role("ASIA1", "09:10:02", "x")),
       "  ASIA1 assume-role assumed-role/ops/x 09:10-10:10 by sts:AssumeRole identity eve "
       "team=red\n"},
      {"a chain",
       Log()
           .add("09:10:00", "sts:AssumeRole", user("AKIAEVE"), ask_role("x"), assumed("ASIA1", "x"))
           .add("09:20:00", "sts:AssumeRole", role("ASIA1", "09:10:00", "x"),
                ask_role("y", "", "dev"), assumed("ASIA2", "y", "", "dev")),
       "  ASIA1 assume-role assumed-role/ops/x 09:10-10:10 assumed by sts:AssumeRole\n"
       "    ASIA2 assume-role assumed-role/dev/y 09:20-10:20 assumed by sts:AssumeRole\n"},
      {"AssumeRoot",
       Log().add(
           "09:10:00", "sts:AssumeRoot", user("AKIAEVE"),
           R"({"targetPrincipal":"444455556666","taskPolicyArn":{"arn":"arn:aws:iam::aws:policy/root-task/S3UnlockBucketPolicy"}})",
           "{" + credentials("ASIA1") + "}"),
       "  ASIA1 assume-root root 09:10-09:25 assumed by sts:AssumeRoot "
       "arn:aws:iam::aws:policy/root-task/S3UnlockBucketPolicy\n"},
      {"CreateAccessKey for another user",
       Log().add("09:10:00", "iam:CreateAccessKey", user("AKIAEVE"), R"({"userName":"adm"})",
                 R"({"accessKey":{"userName":"adm","accessKeyId":"AKIA2","status":"Active"}})"),
       "  AKIA2 access-key user/adm 09:10-? by iam:CreateAccessKey\n"},
      {"CreateLoginProfile, and a sign-in with it",
       Log()
           .add("09:10:00", "iam:CreateLoginProfile", user("AKIAEVE"), R"({"userName":"adm"})")
           .add("09:20:00", "signin:ConsoleLogin", user("", "adm"), "null",
                R"({"ConsoleLogin":"Success"})", R"(,"additionalEventData":{"MFAUsed":"No"})"),
       "  password-of-adm console-password user/adm set 09:10 by iam:CreateLoginProfile\n"
       "    console-of-adm console-password user/adm 09:20-21:20 assumed by "
       "signin:ConsoleLogin\n"},
      {"the keys of that console session",
       Log()
           .add("09:10:00", "iam:CreateLoginProfile", user("AKIAEVE"), R"({"userName":"adm"})")
           .add("09:20:00", "signin:ConsoleLogin", user("", "adm"), "null",
                R"({"ConsoleLogin":"Success"})")
           .add("09:21:00", "s3:ListBuckets", token("ASIA3", "09:20:01", "adm"), "null", "null",
                R"(,"sessionCredentialFromConsole":"true")")
           .add("09:22:00", "s3:ListBuckets", token("ASIA4", "09:20:01", "adm"), "null", "null",
                R"(,"sessionCredentialFromConsole":"true")"),
       "  password-of-adm console-password user/adm set 09:10 by iam:CreateLoginProfile\n"
       "    ASIA3 console-password user/adm 09:20-21:20 assumed by signin:ConsoleLogin keys "
       "ASIA3,ASIA4 likely\n"},
      {"GetSigninToken makes a console session of a role session",
       Log()
           .add("09:10:00", "sts:AssumeRole", user("AKIAEVE"), ask_role("x"), assumed("ASIA1", "x"))
           .add("09:40:00", "signin:GetSigninToken", role("ASIA1", "09:10:00", "x"), "null",
                R"({"GetSigninToken":"Success"})"),
       "  ASIA1 assume-role assumed-role/ops/x 09:10-10:10 assumed by sts:AssumeRole\n"
       "    console-of-x assume-role assumed-role/ops/x 09:40-21:40 assumed by "
       "signin:GetSigninToken\n"},
      {"a token for a sign-in and the sign-in with it are one session, and soon after AssumeRole "
       "too",
       Log()
           .add("09:10:00", "sts:AssumeRole", user("AKIAEVE"), ask_role("x"), assumed("ASIA1", "x"))
           .add("09:11:00", "signin:GetSigninToken", role("ASIA1", "09:10:00", "x"), "null",
                R"({"GetSigninToken":"Success"})")
           .add("09:13:00", "signin:ConsoleLogin", role("", "09:10:00", "x"), "null",
                R"({"ConsoleLogin":"Success"})")
           .add("09:14:00", "signin:ConsoleLogin", role("", "09:10:00", "x"), "null",
                R"({"ConsoleLogin":"Success"})"),
       "  ASIA1 assume-role assumed-role/ops/x 09:10-10:10 assumed by sts:AssumeRole\n"
       "    console-of-x assume-role assumed-role/ops/x 09:13-21:13 assumed by "
       "signin:ConsoleLogin\n"
       "    console-of-x-2 assume-role assumed-role/ops/x 09:14-21:14 assumed by "
       "signin:ConsoleLogin\n"},
      {"a token for a sign-in whose record tells the key",
       Log()
           .add("09:10:00", "sts:AssumeRole", user("AKIAEVE"), ask_role("x"), assumed("ASIA1", "x"))
           .add("09:40:00", "signin:GetSigninToken", role("ASIA1", "09:10:00", "x"), "null",
                R"({"GetSigninToken":"Success","credentials":{"accessKeyId":"ASIA2"}})"),
       "  ASIA1 assume-role assumed-role/ops/x 09:10-10:10 assumed by sts:AssumeRole\n"
       "    ASIA2 assume-role assumed-role/ops/x 09:40-21:40 assumed by signin:GetSigninToken\n"},
      {"a switch of roles in the console, which AssumeRole recorded",
       Log()
           .add("09:10:00", "sts:AssumeRole", user("AKIAEVE"), ask_role("x"), assumed("ASIA1", "x"))
           .add("09:10:01", "signin:SwitchRole", role("", "09:10:00", "x"), "null",
                R"({"SwitchRole":"Success"})",
                R"(,"additionalEventData":{"SwitchFrom":"arn:aws:iam::111122223333:user/eve"})"),
       "  ASIA1 assume-role assumed-role/ops/x 09:10-10:10 assumed by sts:AssumeRole\n"},
      {"an instance that the tree started gets fresh credentials of its role",
       Log()
           .add("09:10:00", "ec2:RunInstances", user("AKIAEVE"), "null",
                R"({"instancesSet":{"items":[{"instanceId":"i-1"}]}})")
           .add("09:11:00", "sts:AssumeRole", kEc2, ask_role("i-1"), assumed("ASIA1", "i-1"))
           .add("12:11:00", "sts:AssumeRole", kEc2, ask_role("i-1"), assumed("ASIA2", "i-1"))
           .add("12:12:00", "sts:AssumeRole", kEc2, ask_role("i-9"), assumed("ASIA9", "i-9")),
       "  i-1 instance-profile assumed-role/ops/i-1 09:11-13:11 assumed by sts:AssumeRole keys "
       "ASIA1,ASIA2 renews\n"},
      {"a function that the tree made",
       Log()
           .add("09:10:00", "lambda:CreateFunction20150331", user("AKIAEVE"),
                R"({"functionName":"arn:aws:lambda:eu-west-1:111122223333:function:f:3"})")
           .add("09:11:00", "sts:AssumeRole",
                R"({"type":"AWSService","invokedBy":"lambda.amazonaws.com"})", ask_role("f"),
                assumed("ASIA1", "f")),
       "  ASIA1 service assumed-role/ops/f 09:11-10:11 assumed by sts:AssumeRole\n"},
      {"a failed call makes nothing",
       Log().add("09:10:00", "sts:AssumeRole", user("AKIAEVE"), ask_role("x"), "null",
                 R"(,"errorCode":"AccessDenied")"),
       ""},
      {"what others make is not the tree's",
       Log()
           .add("09:00:00", "s3:ListBuckets", user("AKIAEVE"))
           .add("09:10:00", "sts:AssumeRole", user("AKIAOTHER", "bob"), ask_role("x"),
                assumed("ASIA1", "x")),
       ""},
  };
  for (const Row& row : rows) {
    CAPTURE(row.name);
    const Grown grown = grow(row.log);
    CHECK(grown.tree == first + row.tree);
    CHECK(!grown.tree.contains("SECRET"));
  }
}

TEST_CASE("records that contradict each other, come twice or out of order") {
  const std::string make = [] {
    return Log()
        .add("09:10:00", "sts:AssumeRole", user("AKIAEVE"), ask_role("x"),
             assumed("ASIA1", "x", "May 1, 2024, 10:10:00 AM"))
        .text;
  }();
  const auto later = [](Log log) {
    log.events = 10;
    return log;
  };
  const auto tree = [](std::string_view times) {
    return fmt::format(
        "AKIAEVE access-key user/eve\n  ASIA1 assume-role assumed-role/ops/x {} by "
        "sts:AssumeRole\n",
        times);
  };
  struct Row {
    std::string_view name;
    std::vector<std::string> files;
    std::string tree;
    std::string_view notes;
  };
  const Row rows[] = {
      {"delivered twice", {make, make}, tree("09:10-10:10"), ""},
      {"two accounts' records of one event",
       {make,
        later({})
            .add("09:10:00", "sts:AssumeRole",
                 R"({"type":"AWSAccount","principalId":"AIDAeve","accountId":"111122223333"})",
                 ask_role("x"), assumed("ASIA1", "x", "May 1, 2024, 10:10:00 AM"),
                 R"(,"sharedEventID":"s1")")
            .text},
       tree("09:10-10:10"),
       ""},
      {"the session tells another time of issue: neither is known",
       {make, later({}).add("09:50:00", "s3:ListBuckets", role("ASIA1", "09:30:00", "x")).text},
       tree("?-10:10"),
       "error: 1: ASIA1 says that it was issued at 2024-05-01T09:30:00Z, the record of its making "
       "says 2024-05-01T09:10:00Z\n"},
      {"used before it was issued",
       {make, later({}).add("08:50:00", "s3:ListBuckets", role("ASIA1", "09:10:00", "x")).text},
       tree("09:10-10:10"),
       "1: ASIA1 is used at 2024-05-01T08:50:00Z, before it is issued at 2024-05-01T09:10:00Z\n"},
      {"made with two keys",
       {make, later({})
                  .add("09:10:00", "sts:AssumeRole", user("AKIAOTHER"), ask_role("x"),
                       assumed("ASIA1", "x", "May 1, 2024, 10:10:00 AM"))
                  .text},
       tree("?-10:10"),
       "error: 1: ASIA1 is made again, with another key than before: AKIAOTHER, not AKIAEVE\n"},
      {"one id, two events",
       {make, Log().add("09:40:00", "s3:ListBuckets", user("AKIAEVE")).text},
       tree("09:10-10:10"),
       "error: 1: another record has the eventID `e1` and says something else; both are used\n"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.name);
    const Grown grown = grow(row.files, {.keys = {"AKIAEVE"}});
    CHECK(grown.tree == row.tree);
    CHECK(grown.notes == row.notes);
  }
}

TEST_CASE("files are read once when they are in the order of time, and else as often as needed") {
  const std::string a =
      Log()
          .add("09:10:00", "sts:AssumeRole", user("AKIAEVE"), ask_role("x"), assumed("ASIA1", "x"))
          .text;
  Log second;
  second.events = 10;
  const std::string b = second
                            .add("09:20:00", "sts:AssumeRole", role("ASIA1", "09:10:00", "x"),
                                 ask_role("y", "", "dev"), assumed("ASIA2", "y", "", "dev"))
                            .text;
  const Grown in_order = grow({a, b}, {.keys = {"AKIAEVE"}});
  const Grown reversed = grow({b, a}, {.keys = {"AKIAEVE"}});
  CHECK(in_order.passes == 1);
  CHECK(reversed.passes == 2);
  CHECK(in_order.tree == reversed.tree);
  CHECK(in_order.tree.contains("    ASIA2"));
}

TEST_CASE("seeds: keys of sessions, users, and keys that are nowhere") {
  const Log log = Log()
                      .add("09:10:00", "sts:AssumeRole", user("AKIAEVE"), ask_role("x"),
                           assumed("ASIA1", "x", "May 1, 2024, 10:10:00 AM"))
                      .add("09:11:00", "signin:ConsoleLogin", user(""), "null",
                           R"({"ConsoleLogin":"Success"})");
  const Grown session = grow({log.text}, {.keys = {"ASIA1"}});
  CHECK(session.tree == "ASIA1 assume-role assumed-role/ops/x 09:10-10:10 by sts:AssumeRole\n");
  CHECK(session.notes ==
        "1: ASIA1 was made with AKIAEVE, which is not in the tree: if that key leaked, give it as "
        "--key\n");
  const Grown whole = grow({log.text}, {.users = {"arn:aws:iam::111122223333:user/eve"}});
  CHECK(whole.tree ==
        "AKIAEVE access-key user/eve\n"
        "  ASIA1 assume-role assumed-role/ops/x 09:10-10:10 by sts:AssumeRole\n"
        "console-of-eve console-password user/eve 09:11-21:11 assumed by signin:ConsoleLogin\n");
  const Grown absent = grow({log.text}, {.keys = {"AKIANOBODY"}});
  CHECK(absent.tree == "");
  CHECK(absent.notes ==
        "error: the key `AKIANOBODY` is in no record: check the key and the files\n");
}

TEST_CASE("only records between --from and --to count") {
  const Log log =
      Log()
          .add("08:00:00", "sts:AssumeRole", user("AKIAEVE"), ask_role("owner"),
               assumed("ASIA0", "owner"))
          .add("09:10:00", "sts:AssumeRole", user("AKIAEVE"), ask_role("x"), assumed("ASIA1", "x"))
          .add("10:00:00", "sts:AssumeRole", user("AKIAEVE"), ask_role("y"), assumed("ASIA2", "y"));
  const Grown grown = grow({log.text}, {.keys = {"AKIAEVE"},
                                        .from = *parse_time("2024-05-01T09:00:00Z"),
                                        .to = *parse_time("2024-05-01T09:30:00Z")});
  CHECK(grown.tree ==
        "AKIAEVE access-key user/eve\n"
        "  ASIA1 assume-role assumed-role/ops/x 09:10-10:10 assumed by sts:AssumeRole\n");
  CHECK(to_string(*grown.all.known_until) == "2024-05-01T09:30:00Z");
}

TEST_CASE("changes: the tree's, and what others do to the same users, roles and policies") {
  const Log log =
      Log()
          .add(
              "09:10:00", "iam:PutUserPolicy", user("AKIAEVE"),
              R"({"userName":"adm","policyName":"p","policyDocument":"{\"Version\":\"2012-10-17\"}"})")
          .add("09:11:00", "iam:CreateUser", user("AKIAEVE"),
               R"({"userName":"new","tags":[{"key":"a","value":"b"}]})",
               R"({"user":{"userId":"AIDANEW"}})")
          .add("09:12:00", "s3:PutBucketPolicy", user("AKIAEVE"),
               R"({"bucketName":"b","bucketPolicy":{"Statement":[]},"Host":"x"})")
          .add("09:12:30", "iam:AttachUserPolicy", user("AKIAEVE"),
               R"({"userName":"adm","policyArn":"arn:aws:iam::aws:policy/AdministratorAccess"})")
          .add("09:13:00", "kms:CreateGrant", user("AKIAEVE"), R"({"keyId":"k"})")
          .add("09:14:00", "iam:DeleteUserPolicy", user("AKIAEVE"),
               R"({"userName":"adm","policyName":"q"})", "null", R"(,"errorCode":"NoSuchEntity")")
          .add("09:15:00", "s3:ListBuckets", user("AKIAEVE"), "null", "null", R"(,"readOnly":true)")
          .add("10:00:00", "iam:DeleteUserPolicy", user("AKIAADMIN", "root"),
               R"({"userName":"adm","policyName":"p"})")
          .add("10:01:00", "iam:DeleteAccessKey", user("AKIAADMIN", "root"),
               R"({"userName":"eve","accessKeyId":"AKIAEVE"})")
          .add("10:02:00", "iam:DeleteUserPolicy", user("AKIAADMIN", "root"),
               R"({"userName":"other","policyName":"p"})")
          .add("10:03:00", "iam:AttachUserPolicy", user("AKIAADMIN", "root"),
               R"({"userName":"other","policyArn":"arn:aws:iam::aws:policy/AdministratorAccess"})");
  const Grown grown = grow(log);
  CHECK(
      grown.changes ==
      R"(09:10 iam:PutUserPolicy {"UserName": "adm", "PolicyName": "p", "PolicyDocument": {"Version": "2012-10-17"}}
09:11 iam:CreateUser {"UserName": "new", "Tags": [{"Key": "a", "Value": "b"}], "UserId": "AIDANEW"}
09:12 s3:PutBucketPolicy {"Bucket": "b", "Policy": {"Statement": []}}
09:12 iam:AttachUserPolicy {"UserName": "adm", "PolicyArn": "arn:aws:iam::aws:policy/AdministratorAccess"}
09:13 kms:CreateGrant {} unknown
others: 10:00 iam:DeleteUserPolicy {"UserName": "adm", "PolicyName": "p"}
others: 10:01 iam:DeleteAccessKey {"AccessKeyId": "AKIAEVE", "UserName": "eve"}
)");
  CHECK(grown.notes ==
        "5: kms:CreateGrant with AKIAEVE changes permissions and is not modelled: it is not among "
        "the events\n");
  CHECK(grown.all.failed_calls == 1);
}

TEST_CASE("how long a role's sessions last is taken from the snapshot where it tells") {
  const Log log = Log()
                      .add("09:10:00", "sts:AssumeRole", user("AKIAEVE"), ask_role("x"),
                           assumed("ASIA1", "x", "May 1, 2024, 10:10:00 AM"))
                      .add("09:11:00", "s3:ListBuckets", role("ASIA1", "09:10:00", "x"))
                      .add("11:00:00", "s3:ListBuckets", role("ASIA2", "10:30:00", "x"));
  const Grown grown = grow({log.text}, {.keys = {"AKIAEVE"}},
                           {{"arn:aws:iam::111122223333:role/ops", 2 * 3'600'000}});
  CHECK(grown.tree.contains("ASIA2 assume-role assumed-role/ops/x 10:30-12:30 assumed likely"));
}

}  // namespace
}  // namespace cordon::incident
