#include "engine/incident/world/snapshot.h"

#include <string>
#include <string_view>

#include "doctest/doctest.h"
#include "tests/support/incident_dump.h"
#include "tests/support/json_dump.h"

namespace cordon::incident {
namespace {

using test::joined;
using test::lines;
using test::root_of;
using test::tree_of;

// As the AWS CLI prints it, shortened to one entity a list.
constexpr std::string_view kPrinted = R"({
  "UserDetailList": [{
    "Path": "/ops/", "UserName": "alice", "UserId": "AIDAALICE00000000001",
    "Arn": "arn:aws:iam::111122223333:user/ops/alice", "CreateDate": "2017-01-01T00:00:00+00:00",
    "UserPolicyList": [{"PolicyName": "own", "PolicyDocument":
      {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "s3:*", "Resource": "*"}]}}],
    "GroupList": ["admins"],
    "AttachedManagedPolicies": [{"PolicyName": "read", "PolicyArn": "arn:aws:iam::111122223333:policy/read"}],
    "PermissionsBoundary": {"PermissionsBoundaryType": "Policy",
                            "PermissionsBoundaryArn": "arn:aws:iam::111122223333:policy/read"},
    "Tags": [{"Key": "team", "Value": "red"}]}],
  "GroupDetailList": [{
    "Path": "/", "GroupName": "admins", "GroupId": "AGPAADMINS0000000001",
    "Arn": "arn:aws:iam::111122223333:group/admins", "CreateDate": "2017-01-01T00:00:00+00:00",
    "GroupPolicyList": [{"PolicyName": "coded", "PolicyDocument":
      "%7B%22Version%22%3A%222012-10-17%22%2C%22Statement%22%3A%7B%22Effect%22%3A%22Deny%22%2C%22Action%22%3A%22%2A%22%2C%22Resource%22%3A%22%2A%22%7D%7D"}],
    "AttachedManagedPolicies": []}],
  "RoleDetailList": [{
    "Path": "/", "RoleName": "app", "RoleId": "AROAAPP0000000000001",
    "Arn": "arn:aws:iam::111122223333:role/app", "CreateDate": "2019-12-18 19:10:08+00:00",
    "AssumeRolePolicyDocument": {"Version": "2012-10-17", "Statement": [
      {"Effect": "Allow", "Principal": {"Service": "ec2.amazonaws.com"}, "Action": "sts:AssumeRole"}]},
    "InstanceProfileList": [{"InstanceProfileName": "app", "InstanceProfileId": "AIPA1", "Path": "/",
      "Arn": "arn:aws:iam::111122223333:instance-profile/app", "CreateDate": "2017-01-01T00:00:00Z",
      "Roles": [{"RoleName": "app"}]}],
    "RolePolicyList": [], "AttachedManagedPolicies": [],
    "RoleLastUsed": {"LastUsedDate": "2020-01-01T00:00:00Z", "Region": "us-east-1"},
    "MaxSessionDuration": 7200, "Tags": []}],
  "Policies": [{
    "PolicyName": "read", "PolicyId": "ANPA1", "Arn": "arn:aws:iam::111122223333:policy/read",
    "Path": "/", "DefaultVersionId": "v2", "AttachmentCount": 1, "IsAttachable": true,
    "PolicyVersionList": [
      {"VersionId": "v2", "IsDefaultVersion": true, "Document":
        {"Statement": {"Effect": "Allow", "Action": ["s3:Get*", "s3:List*"], "Resource": "*"}}},
      {"VersionId": "v1", "IsDefaultVersion": false, "Document":
        "{\"Statement\": {\"Effect\": \"Allow\", \"NotAction\": \"iam:*\", \"Resource\": \"*\"}}"}]},
    {"PolicyName": "AWSDenyAll", "Arn": "arn:aws:iam::aws:policy/AWSDenyAll", "DefaultVersionId": "v2",
     "PolicyVersionList": [{"VersionId": "v2", "IsDefaultVersion": true, "Document":
        {"Statement": {"Effect": "Deny", "Action": "*", "Resource": "*"}}}]}],
  "AccessKeyMetadata": [
    {"UserName": "alice", "AccessKeyId": "AKIA1", "Status": "Active", "CreateDate": "2017-01-01T00:00:00Z"},
    {"UserName": "alice", "AccessKeyId": "AKIA2", "Status": "Inactive", "CreateDate": "2017-01-01T00:00:00Z"}],
  "LoginProfiles": [{"UserName": "alice"}],
  "IsTruncated": false
})";

AccountResult read(std::string_view text, std::string account = "") {
  const JsonPtr tree = tree_of(text);
  return read_account(tree, root_of(tree), std::move(account));
}

TEST_CASE("a snapshot as the AWS CLI prints it") {
  const AccountResult result = read(kPrinted);
  CHECK(lines(result.diagnostics) == "");
  CHECK(result.account.id == "111122223333");
  CHECK(result.account.partition == "aws");
  CHECK(
      joined(test::dump(result.account)) ==
      R"(user alice /ops/ AIDAALICE00000000001 inline(own: Allow s3:* *) attached(arn:aws:iam::111122223333:policy/read) groups(admins) boundary(arn:aws:iam::111122223333:policy/read) tags(team=red) keys(AKIA1,AKIA2 off) password
group admins AGPAADMINS0000000001 inline(coded: Deny * *)
role app AROAAPP0000000000001 trust(Allow[Service ec2.amazonaws.com] sts:AssumeRole) max 7200s
policy arn:aws:iam::111122223333:policy/read default v2 v1(Allow not iam:* *) v2(Allow s3:Get*,s3:List* *)
policy arn:aws:iam::aws:policy/AWSDenyAll default v2 v2(Deny * *)
profile app roles(app))");
}

std::string names(const std::vector<PolicyPtr>& policies) {
  std::string text;
  for (const PolicyPtr& policy : policies) {
    text += (text.empty() ? "" : " / ") + policy->name + ": " + test::dump(*policy);
  }
  return text;
}

TEST_CASE("the policies of a principal") {
  Account account = read(kPrinted).account;
  User& alice = account.users.find("alice")->second;
  CHECK(names(policies_of(account, alice).identity) ==
        "inline policy own of user alice: Allow s3:* * / "
        "managed policy arn:aws:iam::111122223333:policy/read v2: Allow s3:Get*,s3:List* * / "
        "inline policy coded of group admins: Deny * *");
  CHECK(names(policies_of(account, alice).boundary) ==
        "managed policy arn:aws:iam::111122223333:policy/read v2: Allow s3:Get*,s3:List* *");
  const Role& app = *find_role(account, "app");
  CHECK(names(policies_of(account, app).identity) == "");
  CHECK(names(policies_of(account, app).boundary) == "");

  alice.groups = {"gone"};
  alice.attached = {"arn:aws:iam::aws:policy/AdministratorAccess"};
  alice.boundary = "arn:aws:iam::aws:policy/PowerUserAccess";
  account.managed.find("arn:aws:iam::aws:policy/AWSDenyAll")->second.default_version = "v9";
  alice.attached.emplace_back("arn:aws:iam::aws:policy/AWSDenyAll");
  CHECK(names(policies_of(account, alice).identity) ==
        "inline policy own of user alice: Allow s3:* * / "
        "managed policy arn:aws:iam::aws:policy/AdministratorAccess, whose document was not given: "
        "unreadable / "
        "managed policy arn:aws:iam::aws:policy/AWSDenyAll, whose document was not given: "
        "unreadable / "
        "policies of group gone, which was not given: unreadable");
  CHECK(names(policies_of(account, alice).boundary) ==
        "managed policy arn:aws:iam::aws:policy/PowerUserAccess, whose document was not given: "
        "unreadable");
}

TEST_CASE("who is who in an account") {
  Account account = read(kPrinted).account;
  CHECK(find_user(account, "alice")->id == "AIDAALICE00000000001");
  CHECK(find_user(account, "Alice") == nullptr);
  CHECK(find_user_of_key(account, "AKIA2")->name == "alice");
  CHECK(find_user_of_key(account, "AKIA9") == nullptr);
  CHECK(find_role(account, "alice") == nullptr);
  account.users.find("alice")->second.earlier_names = {"alicia"};
  CHECK(find_user(account, "alicia")->name == "alice");
}

struct Row {
  std::string_view snapshot;
  std::string_view account;      // its dump
  std::string_view diagnostics;  // one a line
};

TEST_CASE("what may be missing from a snapshot, and what is wrong in one") {
  const Row rows[] = {
      // ARNs follow from the names; an id may be told from outside.
      {"{UserDetailList: [{UserName: u, Arn: 'arn:aws-cn:iam::111122223333:user/u'}], "
       "RoleDetailList: [{RoleName: r, Path: /p/, AssumeRolePolicyDocument: {Statement: []}}]}",
       "user u\nrole r /p/ trust(empty)",
       "1:159: warning: `Statement` is an empty array: the policy has no effect"},
      {"{UserDetailList: []}", "",
       "1:1: error: no ARN in this snapshot tells the account's id (give the snapshot under its "
       "id: "
       "`accounts: {\"111122223333\": …}`)"},
      {"{IsTruncated: true, Marker: m, GroupDetailList: [{GroupName: g, Arn: "
       "'arn:aws:iam::111122223333:group/g'}]}",
       "group g",
       "1:15: warning: `IsTruncated` is true: this is one page of several, so there are users, "
       "groups, "
       "roles or policies that it does not show (let the AWS CLI merge the pages, or put the lists "
       "of "
       "all pages together)"},

      // Not a snapshot at all.
      {"[]", "",
       "1:1: error: this is no account snapshot: expected an object with `UserDetailList`, "
       "`GroupDetailList`, `RoleDetailList`, `Policies` (print one with `aws iam "
       "get-account-authorization-details`)"},
      {"{Users: []}", "",
       "1:1: error: this is no account snapshot: expected an object with `UserDetailList`, "
       "`GroupDetailList`, `RoleDetailList`, `Policies` (print one with `aws iam "
       "get-account-authorization-details`)"},

      // Wrong types: the rest is read.
      {"{UserDetailList: {}, GroupDetailList: [1, {GroupName: g, Arn: "
       "'arn:aws:iam::111122223333:group/g'}]}",
       "group g",
       "1:18: error: `UserDetailList` has to be an array, not an object\n"
       "1:40: error: a group has to be an object, not a number"},
      {"{UserDetailList: [{UserId: A}, {UserName: u, Arn: arn:aws:iam::111122223333:user/u, "
       "GroupList: [[]], Tags: [{Key: k}]}]}",
       "user u",
       "1:19: error: a user needs `UserName`\n"
       "1:97: error: `GroupList` has to be a string, not an array\n"
       "1:109: error: a tag needs `Value`"},
      {"{UserDetailList: [{UserName: u, Arn: 'arn:aws:s3:::b'}, {UserName: v, Arn: "
       "'arn:aws:iam::111122223333:user/v'}]}",
       "user u\nuser v", "1:38: error: `arn:aws:s3:::b` is no ARN of IAM"},

      // Policies that can't be read are policies all the same.
      {"{UserDetailList: [{UserName: u, Arn: 'arn:aws:iam::111122223333:user/u', UserPolicyList: "
       "[{PolicyName: a, PolicyDocument: '%7B%zz'}, {PolicyName: b, PolicyDocument: "
       "'{\"Statement\": '}, "
       "{PolicyName: c, PolicyDocument: 7}, {PolicyName: d}, {PolicyName: e, PolicyDocument: "
       "plain}, 1], "
       "AttachedManagedPolicies: [{PolicyName: x}], PermissionsBoundary: {}}]}",
       "user u inline(a: unreadable / b: unreadable / c: unreadable / d: unreadable / e: "
       "unreadable / : "
       "unreadable) attached(without an ARN) boundary(without an ARN)",
       "1:123: error: this string is no policy document: neither JSON nor percent-encoded JSON\n"
       "1:166 > 1:15: error: expected a value after `:`, found end of file (the `{` at 1:1 is not "
       "closed)\n"
       "1:217: error: a policy document has to be an object or a string that holds one, not a "
       "number\n"
       "1:221: error: an inline policy needs `PolicyDocument`\n"
       "1:270: error: this string is no policy document: neither JSON nor percent-encoded JSON\n"
       "1:278: error: an inline policy has to be an object, not a number\n"
       "1:308: error: an attached policy needs `PolicyArn`\n"
       "1:347: error: a permissions boundary needs `PermissionsBoundaryArn`"},
      {"{RoleDetailList: [{RoleName: r, Arn: 'arn:aws:iam::111122223333:role/r', "
       "MaxSessionDuration: "
       "36001, InstanceProfileList: [{}]}, {RoleName: s, AssumeRolePolicyDocument: x, "
       "MaxSessionDuration: 60}]}",
       "role r trust(unreadable) max 36001s\nrole s trust(unreadable)",
       "1:19: error: a role needs `AssumeRolePolicyDocument`\n"
       "1:123: error: an instance profile needs `InstanceProfileName`\n"
       "1:169: error: this string is no policy document: neither JSON nor percent-encoded JSON\n"
       "1:192: error: `MaxSessionDuration` has to be a whole number of seconds from 3600 to 43200"},
      {"{Policies: [{Arn: 'arn:aws:iam::111122223333:policy/p', DefaultVersionId: v3, "
       "PolicyVersionList: [{VersionId: v1}]}, {PolicyName: q}, {Arn: "
       "'arn:aws:iam::111122223333:policy/r', "
       "DefaultVersionId: v1, PolicyVersionList: [{VersionId: v1, Document: {Statement: {Effect: "
       "Deny, "
       "Action: '*', Resource: '*'}}}, {VersionId: v2, IsDefaultVersion: true, Document: x}]}]}",
       "policy arn:aws:iam::111122223333:policy/p default v3 v1(unreadable)\n"
       "policy arn:aws:iam::111122223333:policy/r default v1 v1(Deny * *) v2(unreadable)",
       "1:99: error: a policy version needs `Document`\n"
       "1:13: warning: the default version of `arn:aws:iam::111122223333:policy/p` is not here: "
       "what the "
       "policy says is unknown\n"
       "1:118: error: a managed policy needs `Arn`\n"
       "1:355: error: this string is no policy document: neither JSON nor percent-encoded JSON\n"
       "1:135: warning: `DefaultVersionId` says `v1`, `IsDefaultVersion` says `v2`: the former "
       "counts"},

      // Entities that do not go together.
      {"{UserDetailList: [{UserName: u, Arn: 'arn:aws:iam::111122223333:user/u'}, {UserName: u}], "
       "RoleDetailList: [{RoleName: r, Arn: 'arn:aws:iam::999999999999:role/r', "
       "AssumeRolePolicyDocument: "
       "{Statement: {Effect: Allow, Principal: {AWS: '111122223333'}, Action: "
       "'sts:AssumeRole'}}}]}",
       "user u\nrole r arn:aws:iam::999999999999:role/r trust(Allow[AWS 111122223333] "
       "sts:AssumeRole)",
       "1:75: error: user `u` is listed twice: the first one counts\n"
       "1:127: error: this belongs to account 999999999999, but the snapshot is of account "
       "111122223333 "
       "(one snapshot an account)"},

      // Access keys and passwords. Nothing of a secret is shown.
      {"{UserDetailList: [{UserName: u, Arn: 'arn:aws:iam::111122223333:user/u'}, {UserName: v}], "
       "AccessKeyMetadata: [{UserName: u, AccessKeyId: AKIA1, Status: Off, SecretAccessKey: hush}, "
       "{UserName: w, AccessKeyId: AKIA2, Status: Active}, {AccessKeyId: AKIA3, Status: Active}, "
       "{UserName: u, AccessKeyId: AKIA4, Status: Expired}], LoginProfiles: [{UserName: w, "
       "Password: "
       "hush}, {}]}",
       "user u keys(AKIA1,AKIA4 off)\nuser v",
       "1:153: error: `Status` of an access key has to be `Active` or `Inactive`\n"
       "1:182: warning: user `w` is not in `UserDetailList`: this is not used\n"
       "1:233: error: an access key needs `UserName`\n"
       "1:340: warning: user `w` is not in `UserDetailList`: this is not used\n"
       "1:371: error: a login profile needs `UserName`"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.snapshot);
    const AccountResult result = read(row.snapshot);
    CHECK(joined(test::dump(result.account)) == row.account);
    CHECK(lines(result.diagnostics) == row.diagnostics);
  }
}

TEST_CASE("the account's id may be told from outside") {
  const AccountResult plain = read("{UserDetailList: [{UserName: u}]}", "111122223333");
  CHECK(lines(plain.diagnostics) == "");
  CHECK(plain.account.users.find("u")->second.arn == "arn:aws:iam::111122223333:user/u");

  const AccountResult other = read(
      "{UserDetailList: [{UserName: u, Arn: 'arn:aws:iam::999999999999:user/u'}]}", "111122223333");
  CHECK(lines(other.diagnostics) ==
        "1:38: error: this belongs to account 999999999999, but the snapshot is of account "
        "111122223333 "
        "(check the id under which the snapshot is given)");

  CHECK(lines(read("{UserDetailList: []}", "1111").diagnostics) ==
        "1:1: error: `1111` is no account id: expected 12 digits");
}

TEST_CASE("a policy problem has its place, inside an encoded document too") {
  const AccountResult result = read(
      "{UserDetailList: [{UserName: u, Arn: 'arn:aws:iam::111122223333:user/u', UserPolicyList: [\n"
      "{PolicyName: a, PolicyDocument: "
      "'%7B%22Statement%22%3A%7B%22Effect%22%3A%22deny%22%2C%22Action%22"
      "%3A%22%2A%22%2C%22Resource%22%3A%22%2A%22%7D%7D'}]}]}");
  CHECK(lines(result.diagnostics) ==
        "2:33 > 1:24: error: unknown effect `deny` (write exactly `Allow` or `Deny`)");
}

}  // namespace
}  // namespace cordon::incident
