#include "tests/incident/incident_schema_rows.h"

#include <fmt/format.h>

namespace cordon::incident {
namespace {

std::string credential(std::string_view members) {
  return fmt::format("credentials: [{{id: k, {}}}]", members);
}
std::string key(std::string_view more) {
  return credential(
      fmt::format("kind: access-key, principal: \"arn:aws:iam::111122223333:user/bob\"{}", more));
}
std::string token(std::string_view more) {
  return credential(fmt::format(
      "kind: get-session-token, principal: \"arn:aws:iam::111122223333:user/bob\"{}", more));
}
std::string with_event(std::string_view event) {
  return fmt::format("{}\nevents: [{}]", key(""), event);
}
std::string delete_key(std::string_view members) {
  return with_event(
      fmt::format("{{at: 2024-01-01T12:00:00Z, call: iam:DeleteAccessKey{}}}", members));
}
std::string probe(std::string_view members) {
  return fmt::format("{}\nprobes: [{{{}}}]", key(""), members);
}

std::vector<SchemaRow> whole_file_rows() {
  return {
      {"a title", key("") + "\nincident: x", true},
      {"a number as title", key("") + "\nincident: 7", true},
      {"a list as title", key("") + "\nincident: [x]"},
      {"one credential without brackets",
       "credentials: {id: k, kind: access-key, principal: \"arn:aws:iam::111122223333:user/bob\"}",
       true},
      {"an unknown member", key("") + "\ntolerates: []"},
      {"one tolerated action", key("") + "\ntolerate: sts:GetCallerIdentity", true},
      {"tolerate: an object", key("") + "\ntolerate: {a: b}"},
      {"tolerate: a list of lists", key("") + "\ntolerate: [[a]]"},
      {"an expectation", key("") + "\nexpect: not-contained", true},
      {"an expectation of another word", key("") + "\nexpect: contains"},
      {"snapshotAt", key("") + "\nsnapshotAt: 2024-01-01T00:00:00+02:00", true},
      {"snapshotAt without offset", key("") + "\nsnapshotAt: 2024-01-01T00:00:00"},
      {"snapshotAt: a date", key("") + "\nsnapshotAt: 2024-01-01"},
      {"events: an object", key("") + "\nevents: {}"},
      {"a resource policy",
       key("") + "\nresources: {arn: \"arn:aws:s3:::b\", policy: {Version: "
                 "\"2012-10-17\", Statement: []}}",
       true},
      {"a resource policy with another member",
       key("") + "\nresources: {arn: \"arn:aws:s3:::b\", policy: {Statement: []}, name: b}"},
      {"a resource policy of a thing without ARN",
       key("") + "\nresources: [{arn: b, policy: {Statement: []}}]"},
      {"a resource that has no policy", key("") + "\nresources: [{arn: \"arn:aws:s3:::b\"}]"},
      {"assumptions",
       key("") + "\nassumptions: {propagation: 1m30s, getSessionTokenUnderDeny: effective, "
                 "sessionsOfDeletedUser: unknown, sessionsOfDeletedRole: end, "
                 "conditionKeys: unknown}",
       true},
      {"propagation: seconds", key("") + "\nassumptions: {propagation: 5}", true},
      {"propagation: units in no order", key("") + "\nassumptions: {propagation: 5s1m}"},
      {"propagation: words", key("") + "\nassumptions: {propagation: soon}"},
      {"assumptions: a list", key("") + "\nassumptions: [propagation]"},
      {"an unknown assumption", key("") + "\nassumptions: {propagationTime: 5s}"},
      {"an assumption of another word", key("") + "\nassumptions: {sessionsOfDeletedUser: maybe}"},
      {"a claim", key("") + "\nclaims: {for: k, at: 2024-01-01T00:00:00Z, expect: holds}", true},
      {"claims with names", key("") + "\nclaims: [{name: x, claim: none, for: \"*\"}]", true},
      {"a claim about nobody", key("") + "\nclaims: [{name: x}]"},
      {"a claim of explicit denial", key("") + "\nclaims: [{claim: denies, for: k}]", true},
      {"a claim about some access",
       key("") + "\nclaims: [{claim: not-granted, for: k, action: \"s3:*\"}]", true},
      {"a claim about some resources",
       key("") + "\nclaims: [{claim: not-granted, for: k, resource: [\"arn:aws:s3:::b\"]}]", true},
      {"a claim about a resource",
       key("") + "\nclaims: [{claim: not-public, resource: \"arn:aws:s3:::b\"}]", true},
      {"a claim of another kind", key("") + "\nclaims: [{claim: equivalent, for: k}]"},
      {"a claim about all access", key("") + "\nclaims: [{claim: not-granted, for: k}]"},
      {"a claim about no resource", key("") + "\nclaims: [{claim: not-public}]"},
      {"a claim about a resource and a credential",
       key("") + "\nclaims: [{claim: not-public, for: k, resource: \"arn:aws:s3:::b\"}]"},
      {"a claim of another outcome", key("") + "\nclaims: [{for: k, expect: denied}]"},
      {"a claim with another member", key("") + "\nclaims: [{for: k, action: \"s3:*\"}]"},
      {"a credential report as JSON",
       key("") + "\ncredentialReport: {Content: dXNlcixhcm4K, ReportFormat: text/csv}", true},
      {"a credential report without content", key("") + "\ncredentialReport: {Report: x}"},
      {"a credential report of another format",
       key("") + "\ncredentialReport: {Content: dXNlcixhcm4K, ReportFormat: text/xml}"},
      {"credential reports: a file", key("") + "\ncredentialReports: report.csv"},
  };
}

std::vector<SchemaRow> credential_rows() {
  return {
      {"a key", key(", accessKeyId: AKIAIOSFODNN7EXAMPLE, renews: false"), true},
      {"without an id",
       "credentials: [{kind: access-key, principal: "
       "\"arn:aws:iam::111122223333:user/bob\"}]"},
      {"an empty id",
       "credentials: [{id: \"\", kind: access-key, principal: "
       "\"arn:aws:iam::111122223333:user/bob\"}]"},
      {"an id that means each",
       "credentials: [{id: \"*\", kind: access-key, principal: "
       "\"arn:aws:iam::111122223333:user/bob\"}]"},
      {"session tags as AWS writes them",
       token(", sessionTags: [{Key: team, Value: x}, {Key: size, Value: 3}]"), true},
      {"session tags: a word", token(", sessionTags: team")},
      {"session tags: a list of words", token(", sessionTags: [team]")},
      {"session tags: a list of objects", token(", sessionTags: [{team: x}]")},
      {"session tags: a tag without value", token(", sessionTags: [{Key: team}]")},
      {"session tags: a list as value", token(", sessionTags: {team: [x]}")},
      {"session tags: true as value", token(", sessionTags: {team: true}")},
      {"without a kind", credential("principal: \"arn:aws:iam::111122223333:user/bob\"")},
      {"an unknown kind",
       credential("kind: token, principal: \"arn:aws:iam::111122223333:user/bob\"")},
      {"a principal that is no ARN", credential("kind: access-key, principal: bob")},
      {"a credential that is a word", "credentials: [k]"},
      {"an unknown member of a credential", key(", issued: 2024-01-01T00:00:00Z")},
      {"a token",
       token(", issuedAt: 2024-01-01T00:00:00.5Z, duration: 36h, "
             "mfaAt: 2024-01-01T00:00:00Z, sessionTags: {team: x, size: 3}"),
       true},
      {"a duration in seconds", token(", issuedAt: 2024-01-01T00:00:00Z, duration: 3600"), true},
      {"a duration of no unit", token(", issuedAt: 2024-01-01T00:00:00Z, duration: 3 hours")},
      {"an empty duration", token(", issuedAt: 2024-01-01T00:00:00Z, duration: \"\"")},
      {"a duration without issue time", token(", duration: 36h")},
      {"an expiry that is a number", token(", expiresAt: 1700000000")},
      {"renews: a word", key(", renews: always")},
      {"session policies: one",
       token(", sessionPolicies: {Version: \"2012-10-17\", Statement: "
             "{Effect: Allow, Action: \"*\", Resource: \"*\"}}"),
       true},
      {"session policies: a policy without statement",
       token(", sessionPolicies: [{Version: \"2012-10-17\"}]")},
      {"session policies: another effect",
       token(", sessionPolicies: [{Version: \"2012-10-17\", Statement: {Effect: Maybe, Action: "
             "\"*\", Resource: \"*\"}}]")},
      {"pasted output",
       token(", Credentials: {AccessKeyId: ASIAEXAMPLE, SecretAccessKey: x, "
             "SessionToken: y, Expiration: 2024-01-01T10:00:00+00:00}"),
       true},
      {"pasted output with another member", token(", Credentials: {AccessKey: ASIAEXAMPLE}")},
  };
}

std::vector<SchemaRow> event_and_probe_rows() {
  return {
      {"a call", delete_key(", parameters: {UserName: bob, AccessKeyId: AKIA}"), true},
      {"a call as CloudTrail writes it",
       delete_key(", parameters: {userName: bob, accessKeyId: AKIA}"), true},
      {"a parameter that is a number", delete_key(", parameters: {AccessKeyId: 7}"), true},
      {"a call without a parameter that it needs", delete_key(", parameters: {UserName: bob}")},
      {"a call without parameters", delete_key("")},
      {"an empty parameter", delete_key(", parameters: {AccessKeyId: \"\"}")},
      {"a parameter that is a list", delete_key(", parameters: {AccessKeyId: [AKIA]}")},
      {"parameters: a word", delete_key(", parameters: AKIA")},
      {"an unknown member of an event",
       delete_key(", parameters: {AccessKeyId: AKIA}, region: eu-west-1")},
      {"an account that is none", delete_key(", account: prod, parameters: {AccessKeyId: AKIA}")},
      {"a call without time", with_event("{call: ec2:StopInstances}")},
      {"a time without offset", with_event("{at: 2024-01-01T12:00:00, call: ec2:StopInstances}")},
      {"a time without call", with_event("{at: 2024-01-01T12:00:00Z}")},
      {"a call that is not modelled",
       with_event("{at: 2024-01-01T12:00:00Z, call: ec2:StopInstances}"), true},
      {"a call that only reads", with_event("{at: 2024-01-01T12:00:00Z, call: iam:GetUser}"), true},
      {"an unknown call", with_event("{at: 2024-01-01T12:00:00Z, call: iam:DeletUser}")},
      {"an event that is a word", with_event("iam:DeleteUser")},
      {"a document as a string",
       with_event("{at: 2024-01-01T12:00:00Z, call: iam:PutUserPolicy, parameters: {UserName: bob, "
                  "PolicyName: p, PolicyDocument: '{\"Version\": \"2012-10-17\", \"Statement\": "
                  "{\"Effect\": \"Deny\", \"Action\": \"*\", \"Resource\": \"*\"}}'}}"),
       true},
      {"a probe",
       probe("credential: k, action: s3:GetObject, resource: \"*\", at: 2024-01-01T12:00:00Z, "
             "context: {\"aws:SourceIp\": 198.51.100.7, \"aws:TagKeys\": [a, b], "
             "\"aws:SecureTransport\": true, \"s3:max-keys\": 7, \"aws:UserAgent\": null}, "
             "expect: denied"),
       true},
      {"a probe of every credential", probe("credential: \"*\", action: s3:GetObject"), true},
      {"a probe without credential", probe("action: s3:GetObject")},
      {"a probe without action", probe("credential: k")},
      {"a probe of nothing", probe("credential: k, action: \"\"")},
      {"a probe that expects null", probe("credential: k, action: s3:GetObject, expect: null")},
      {"a probe of a pattern", probe("credential: k, action: \"s3:Get*\"")},
      {"a probe of a name without service", probe("credential: k, action: GetObject")},
      {"a probe that expects another word",
       probe("credential: k, action: s3:GetObject, expect: dead")},
      {"context: a list", probe("credential: k, action: s3:GetObject, context: [a]")},
      {"context: an object", probe("credential: k, action: s3:GetObject, context: {k: {a: b}}")},
      {"an unknown member of a probe", probe("credential: k, action: s3:GetObject, call: x")},
  };
}

std::vector<SchemaRow> organization_rows() {
  const auto organization = [](std::string_view members) {
    return fmt::format("{}\norganization: {{{}}}", key(""), members);
  };
  return {
      {"an organization",
       organization(
           "managementAccount: \"999999999999\", policies: {p-x: {type: scp, document: {Version: "
           "\"2012-10-17\", Statement: {Effect: Deny, Action: \"*\", Resource: \"*\"}}}}, targets: "
           "{r-ab12: {policies: p-FullAWSAccess}, \"111122223333\": {parent: r-ab12, policies: "
           "[p-FullAWSAccess, p-x]}}"),
       true},
      {"an organization with another member", organization("accounts: {}")},
      {"a management account that is none", organization("managementAccount: main")},
      {"a policy without document", organization("policies: {p-x: {type: scp}}")},
      {"a policy of another type",
       organization("policies: {p-x: {type: tag, document: {Version: \"2012-10-17\", Statement: "
                    "{Effect: Deny, Action: \"*\", Resource: \"*\"}}}}")},
      {"targets: a list", organization("targets: [r-ab12]")},
      {"a target that is none", organization("targets: {production: {parent: r-ab12}}")},
      {"a target with another member",
       organization("targets: {r-ab12: {policies: p-FullAWSAccess, name: x}}")},
  };
}

std::vector<SchemaRow> account_rows() {
  const auto account = [](std::string_view members) {
    return fmt::format(
        "account: {{UserDetailList: [{{UserName: bob, Arn: "
        "\"arn:aws:iam::111122223333:user/bob\"}}], {}}}\n{}",
        members, key(""));
  };
  const auto user = [](std::string_view members) {
    return fmt::format(
        "account: {{UserDetailList: [{{UserName: bob, Arn: \"arn:aws:iam::111122223333:user/bob\", "
        "{}}}]}}\n{}",
        members, key(""));
  };
  return {
      {"neither account nor accounts", "incident: x"},
      {"an account without any list", "account: {Users: []}"},
      {"an account that is a number", "account: 7"},
      {"accounts", "accounts: {\"111122223333\": {UserDetailList: [{UserName: bob}]}}\n" + key(""),
       true},
      {"accounts under a name", "accounts: {prod: {UserDetailList: [{UserName: bob}]}}"},
      {"no accounts", "accounts: {}"},
      {"users: an object", "account: {UserDetailList: {UserName: bob}}"},
      {"a user without name",
       "account: {UserDetailList: [{Arn: \"arn:aws:iam::111122223333:user/bob\"}]}"},
      {"a role without trust policy", account("RoleDetailList: [{RoleName: r}]")},
      {"a session that is too long",
       account("RoleDetailList: [{RoleName: r, AssumeRolePolicyDocument: {Version: \"2012-10-17\", "
               "Statement: []}, MaxSessionDuration: 60}]")},
      {"an inline policy without document", user("UserPolicyList: [{PolicyName: p}]")},
      {"an attached policy without ARN",
       user("AttachedManagedPolicies: [{PolicyName: AWSDenyAll}]")},
      {"an ARN of another service",
       "account: {UserDetailList: [{UserName: bob, Arn: \"arn:aws:s3:::bob\"}]}"},
      {"a boundary that is a word", user("PermissionsBoundary: b")},
      {"tags", user("Tags: [{Key: a, Value: b}]"), true},
      {"a tag without value", user("Tags: [{Key: a}]")},
      {"a managed policy without ARN", account("Policies: [{PolicyName: p}]")},
      {"a version without document",
       account("Policies: [{Arn: \"arn:aws:iam::111122223333:policy/p\", PolicyVersionList: "
               "[{VersionId: v1, IsDefaultVersion: true}]}]")},
      {"keys", account("AccessKeyMetadata: [{UserName: bob, AccessKeyId: AKIA, Status: Inactive}]"),
       true},
      {"a key without status", account("AccessKeyMetadata: [{UserName: bob, AccessKeyId: AKIA}]")},
      {"a key of another status",
       account("AccessKeyMetadata: [{UserName: bob, AccessKeyId: AKIA, Status: Off}]")},
      {"a password of nobody", account("LoginProfiles: [{CreateDate: x}]")},
      {"IsTruncated: a word", account("IsTruncated: maybe")},
  };
}

constexpr std::string_view kBob =
    "account: {UserDetailList: [{UserName: bob, Arn: \"arn:aws:iam::111122223333:user/bob\"}]}\n";

}  // namespace

std::vector<SchemaRow> schema_rows() {
  std::vector<SchemaRow> rows = account_rows();
  for (const auto& topic :
       {whole_file_rows(), credential_rows(), event_and_probe_rows(), organization_rows()}) {
    for (const SchemaRow& row : topic) {
      rows.push_back({row.name, std::string(kBob) + row.text, row.valid});
    }
  }
  return rows;
}

}  // namespace cordon::incident
