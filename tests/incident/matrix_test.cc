// What the attacker holds (rows) against what the responder does (columns): every cell that is
// modelled, named `row / column`. Each step is taken alone, at noon; `+` closed from then on, `-`
// live, `?` unknown, a blank: there is no such step. What only ends by itself is live at noon.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "doctest/doctest.h"
#include "engine/incident/verdict/timeline.h"
#include "tests/support/file.h"
#include "tests/support/large_incident.h"

namespace cordon::incident {
namespace {

constexpr std::array<std::string_view, 12> kColumns{
    "key deleted",
    "issue-time deny on the user",
    "deny-all on the user",
    "user deleted",
    "policies detached",
    "boundary without a deny",
    "older sessions of the role revoked",
    "trust of the role closed",
    "deny-all on the role",
    "SCP that denies all",
    "SCP on the user's ARN",
    "quarantine on the user",
};

constexpr std::string_view kUsers = R"(
  - {UserName: bob, UserId: AIDAAAAAAAAAAAAAAAAA1, Arn: "arn:aws:iam::111122223333:user/bob", UserPolicyList: [
      {PolicyName: work, PolicyDocument: {Version: "2012-10-17", Statement: {Effect: Allow, Action: ["s3:PutObject", "sts:AssumeRole"], Resource: "*"}}}]}
  - {UserName: carl, UserId: AIDAAAAAAAAAAAAAAAAA2, Arn: "arn:aws:iam::111122223333:user/carl", UserPolicyList: [
      {PolicyName: work, PolicyDocument: {Version: "2012-10-17", Statement: {Effect: Allow, Action: "sqs:SendMessage", Resource: "*"}}}]}
)";

std::string role(std::string_view name, std::string_view principal, std::string_view path = "/") {
  return fmt::format(
      "  - {{RoleName: {0}, Path: {2}, Arn: \"arn:aws:iam::111122223333:role{2}{0}\", "
      "AssumeRolePolicyDocument: {{Version: \"2012-10-17\", Statement: {{Effect: Allow, Principal: "
      "{1}, Action: \"sts:AssumeRole\"}}}}, InstanceProfileList: [{{InstanceProfileName: {0}, Arn: "
      "\"arn:aws:iam::111122223333:instance-profile/{0}\", Roles: []}}], RolePolicyList: "
      "[{{PolicyName: work, PolicyDocument: {{Version: \"2012-10-17\", Statement: {{Effect: Allow, "
      "Action: \"s3:GetObject\", Resource: \"*\"}}}}}}]}}\n",
      name, principal, path);
}

// The policies that the columns attach; AWS's own with its real document.
std::string policies() {
  const auto account =
      nlohmann::json::parse(*support::read_file("fixtures/incidents/quarantine/account.json"));
  std::string text =
      "  - {PolicyName: next-to-nothing, Arn: "
      "\"arn:aws:iam::111122223333:policy/next-to-nothing\", "
      "DefaultVersionId: v1, PolicyVersionList: [{VersionId: v1, IsDefaultVersion: true, Document: "
      "{Version: \"2012-10-17\", Statement: {Effect: Allow, Action: \"sts:GetCallerIdentity\", "
      "Resource: \"*\"}}}]}\n";
  for (const auto& policy : account["Policies"]) text += fmt::format("  - {}\n", policy.dump());
  return text;
}

std::string scp(std::string_view id, std::string_view condition) {
  return fmt::format(
      "    {}: {{type: scp, document: {{Version: \"2012-10-17\", Statement: {{Effect: Deny, "
      "Action: "
      "\"*\", Resource: \"*\"{}}}}}}}\n",
      id, condition);
}

std::string organization(std::string_view user, std::string_view management) {
  const std::string condition = fmt::format(
      R"(, Condition: {{ArnEquals: {{"aws:PrincipalArn": "arn:aws:iam::111122223333:user/{}"}}}})",
      user);
  return fmt::format(
      "organization:\n  managementAccount: \"{}\"\n  policies:\n{}{}  targets:\n    r-1: "
      "{{policies: "
      "[p-FullAWSAccess]}}\n    \"111122223333\": {{parent: r-1, policies: [p-FullAWSAccess]}}\n   "
      " "
      "\"444455556666\": {{parent: r-1, policies: [p-FullAWSAccess]}}\n",
      management, scp("p-all", ""), scp("p-user", condition));
}

constexpr std::string_view kPartner = R"(  "444455556666":
    UserDetailList: []
    RoleDetailList:
      - {RoleName: partner, Arn: "arn:aws:iam::444455556666:role/partner", AssumeRolePolicyDocument: {Version: "2012-10-17", Statement: {Effect: Allow, Principal: {AWS: "111122223333"}, Action: "sts:AssumeRole"}}, InstanceProfileList: [], RolePolicyList: [{PolicyName: work, PolicyDocument: {Version: "2012-10-17", Statement: {Effect: Allow, Action: "s3:GetObject", Resource: "*"}}}]}
)";

std::string indented(std::string_view text) {
  std::string out;
  for (const std::string_view line : support::split_lines(text)) {
    if (!line.empty()) out += fmt::format("    {}\n", line);
  }
  return out;
}

struct Row {
  std::string_view name;
  std::string_view id;  // whose verdict it is; empty: whether a door is open
  std::string credentials;
  std::string_view cells;
  std::string_view user = "bob";
  std::string_view role = "app";
  std::string_view events;  // before noon
  std::string_view more;    // of the incident
  std::string_view management = "999999999999";
  std::string_view trusted = "{AWS: \"111122223333\"}";  // by the role `app`
};

std::string event(std::string_view call, std::string_view parameters,
                  std::string_view at = "12:00") {
  const bool iam = call.starts_with("iam:");
  return fmt::format("  - {{at: \"2024-01-01T{}:00Z\", call: \"{}\", {}parameters: {{{}}}}}\n", at,
                     call, iam ? "account: \"111122223333\", " : "", parameters);
}

std::string deny(std::string_view condition = "") {
  return fmt::format(
      "PolicyDocument: {{Version: \"2012-10-17\", Statement: {{Effect: Deny, Action: \"*\", "
      "Resource: "
      "\"*\"{}}}}}",
      condition);
}

constexpr std::string_view kOlder =
    R"(, Condition: {DateLessThan: {"aws:TokenIssueTime": "2024-01-01T12:00:00Z"}})";

std::string step(std::size_t column, const Row& row) {
  const bool root = row.name.starts_with("root");
  const std::string user = fmt::format("UserName: {}", row.user);
  const std::string role = fmt::format("RoleName: {}", row.role);
  switch (column) {
    case 0:
      return event("iam:DeleteAccessKey",
                   fmt::format("AccessKeyId: AKIAAAAAAAAAAAAAAAA1{}", root ? "" : ", " + user));
    case 1:
      return event("iam:PutUserPolicy", fmt::format("{}, PolicyName: p, {}", user, deny(kOlder)));
    case 2:
      return event("iam:PutUserPolicy", fmt::format("{}, PolicyName: p, {}", user, deny()));
    case 3:
      return event("iam:DeleteUser", user);
    case 4:
      return event("iam:DeleteUserPolicy", user + ", PolicyName: work");
    case 5:
      return event("iam:PutUserPermissionsBoundary",
                   user +
                       ", PermissionsBoundary: \"arn:aws:iam::111122223333:policy/"
                       "next-to-nothing\"");
    case 6:
      return event("iam:PutRolePolicy", fmt::format("{}, PolicyName: p, {}", role, deny(kOlder)));
    case 7:
      return event("iam:UpdateAssumeRolePolicy",
                   role +
                       ", PolicyDocument: {Version: \"2012-10-17\", Statement: {Effect: Deny, "
                       "Principal: \"*\", Action: \"sts:AssumeRole\"}}");
    case 8:
      return event("iam:PutRolePolicy", fmt::format("{}, PolicyName: p, {}", role, deny()));
    case 9:
      return event("organizations:AttachPolicy", "PolicyId: p-all, TargetId: \"111122223333\"");
    case 10:
      return event("organizations:AttachPolicy", "PolicyId: p-user, TargetId: \"111122223333\"");
    default:
      return event("iam:AttachUserPolicy",
                   user +
                       ", PolicyArn: "
                       "\"arn:aws:iam::aws:policy/AWSCompromisedKeyQuarantineV3\"");
  }
}

std::string incident_of(const Row& row, std::size_t column) {
  static const std::string kPolicies = policies();
  const std::string roles =
      role("app", row.trusted) + role("child", R"({AWS: "arn:aws:iam::111122223333:role/app"})") +
      role("node", "{Service: ec2.amazonaws.com}") + role("fn", "{Service: lambda.amazonaws.com}") +
      role("AWSServiceRoleForX", "{Service: x.amazonaws.com}",
           "/aws-service-role/x.amazonaws.com/") +
      role("AWSReservedSSO_x", "{AWS: \"111122223333\"}", "/aws-reserved/sso.amazonaws.com/");
  return fmt::format(
      "accounts:\n  \"111122223333\":\n    UserDetailList:\n{}    RoleDetailList:\n{}    "
      "Policies:\n{}{}{}{}tolerate: [sts:GetCallerIdentity]\nassumptions: {{resourcePolicies: "
      "complete, otherAccounts: closed}}\ncredentialsKnownUntil: \"2024-01-01T12:00:00Z\"\n"
      "credentials:\n{}events:\n{}{}",
      indented(kUsers), indented(roles), indented(kPolicies), kPartner,
      organization(row.user, row.management), row.more, row.credentials, row.events,
      step(column, row));
}

std::string held(std::string_view id, std::string_view kind, std::string_view principal,
                 std::string_view more = "") {
  return fmt::format("  - {{id: {}, kind: {}, principal: \"{}\"{}}}\n", id, kind, principal, more);
}

constexpr std::string_view kBob = "arn:aws:iam::111122223333:user/bob";
constexpr std::string_view kRoot = "arn:aws:iam::111122223333:root";
constexpr std::string_view kFirstKey = ", accessKeyId: AKIAAAAAAAAAAAAAAAA1";
constexpr std::string_view kAtTen = ", issuedAt: \"2024-01-01T10:00:00Z\"";

std::string key() { return held("key", "access-key", kBob, kFirstKey); }

// Of `user`, whose key asked for it.
std::string federated(std::string_view user) {
  return held("key", "access-key", fmt::format("arn:aws:iam::111122223333:user/{}", user),
              kFirstKey) +
         held("fed", "get-federation-token", "arn:aws:sts::111122223333:federated-user/eve",
              fmt::format(", parent: key{}, duration: 36h, sessionPolicies: {{Version: "
                          "\"2012-10-17\", Statement: {{Effect: Allow, Action: \"*\", Resource: "
                          "\"*\"}}}}",
                          kAtTen));
}

std::string session(std::string_view role, std::string_view account = "111122223333") {
  return held("session", "assume-role",
              fmt::format("arn:aws:sts::{}:assumed-role/{}/eve", account, role),
              fmt::format("{}, duration: 12h", kAtTen));
}

std::string renewing(std::string_view kind, std::string_view role) {
  return held("session", kind, fmt::format("arn:aws:iam::111122223333:role/{}", role),
              fmt::format("{}, renews: true", kAtTen));
}

constexpr std::string_view kGrant = R"(resources:
  - {Version: "2012-10-17", Statement: {Effect: Allow, Principal: {AWS: ["arn:aws:iam::111122223333:user/bob", "arn:aws:sts::111122223333:federated-user/eve"]}, Action: "s3:PutObject", Resource: "arn:aws:s3:::b/*"}}
)";

constexpr std::string_view kOutsider = "{AWS: \"999988887777\"}";

std::vector<Row> rows() {
  static const std::string kOpensTrust = event(
      "iam:UpdateAssumeRolePolicy",
      fmt::format("RoleName: app, PolicyDocument: {{Version: \"2012-10-17\", Statement: {{Effect: "
                  "Allow, Principal: {}, Action: \"sts:AssumeRole\"}}}}",
                  kOutsider),
      "11:00");
  static const std::string kOpensBucket = event(
      "s3:PutBucketPolicy",
      fmt::format("Bucket: b, Policy: {{Version: \"2012-10-17\", Statement: {{Effect: Allow, "
                  "Principal: {}, Action: \"s3:GetObject\", Resource: \"arn:aws:s3:::b/*\"}}}}",
                  kOutsider),
      "11:00");
  const std::string token =
      held("token", "get-session-token", kBob, fmt::format("{}, duration: 36h", kAtTen));
  const std::string second =
      held("second", "access-key", kBob, ", accessKeyId: AKIAAAAAAAAAAAAAAAA2");
  const std::string root_session = held("root", "get-session-token", kRoot,
                                        ", issuedAt: \"2024-01-01T11:30:00Z\", duration: 1h");
  const std::string root_key = held("root", "access-key", kRoot, kFirstKey);
  return {
      {"long-term key", "key", key(), "+-++++   ++-"},
      {.name = "long-term key with a grant of a bucket",
       .id = "key",
       .credentials = key(),
       .cells = "+-++--   ++-",
       .more = kGrant},
      {"second key of the same user", "second", second, "--++++   ++-"},
      {"GetSessionToken", "token", token, "-+++++   ++-"},
      {.name = "GetSessionToken with a grant of a bucket",
       .id = "token",
       .credentials = token,
       .cells = "-+++--   ++-",
       .more = kGrant},
      {"GetFederationToken", "fed", federated("bob"), "-+++++   +--"},
      {.name = "GetFederationToken, granted by a bucket only",
       .id = "fed",
       .credentials = federated("carl"),
       .cells = "-+++--   +--",
       .user = "carl",
       .more = kGrant},
      {"role session", "session", session("app"), "------+-++--"},
      {"child session in another role", "session", session("child"), "---------+--"},
      {"new session of the role", "key > role/app", key(), "+-++++-++++-"},
      {.name = "new session of a role that trusts the user itself",
       .id = "key > role/app",
       .credentials = key(),
       .cells = "+-++---++++-",
       .trusted = "{AWS: \"arn:aws:iam::111122223333:user/bob\"}"},
      {.name = "instance profile",
       .id = "session",
       .credentials = renewing("instance-profile", "node"),
       .cells = "--------++--",
       .role = "node"},
      {.name = "function under a role",
       .id = "session",
       .credentials = renewing("service", "fn"),
       .cells = "--------++--",
       .role = "fn"},
      {.name = "service-linked role",
       .id = "session",
       .credentials = held(
           "session", "service",
           "arn:aws:iam::111122223333:role/aws-service-role/x.amazonaws.com/AWSServiceRoleForX",
           fmt::format("{}, renews: true", kAtTen)),
       .cells = "------------",
       .role = "AWSServiceRoleForX"},
      {"role session in another account", "session", session("partner", "444455556666"),
       "------------"},
      {.name = "outsider through a bucket policy",
       .id = "",
       .credentials = key(),
       .cells = "------------",
       .events = kOpensBucket},
      {.name = "outsider through the trust of the role",
       .id = "role/app by account 999988887777",
       .credentials = key(),
       .cells = "-------?++--",
       .events = kOpensTrust},
      {.name = "Identity Center role session",
       .id = "session",
       .credentials = session("AWSReservedSSO_x"),
       .cells = "---------+--",
       .role = "AWSReservedSSO_x"},
      {"IAM-user console session", "console", held("console", "console-password", kBob, kAtTen),
       "-+++++   ++-"},
      {"root key", "root", root_key, "+--------+--"},
      {"root session", "root", root_session, "---------+--"},
      {.name = "root key of the management account",
       .id = "root",
       .credentials = root_key,
       .cells = "+-----------",
       .management = "111122223333"},
  };
}

constexpr Instant kNoon{1'704'110'400'000};

char cell(Verdict verdict) {
  if (is_closed(verdict)) return '+';
  return verdict == Verdict::kLive ? '-' : '?';
}

// A credential that can't be made is closed.
char cell(const Report& report, std::string_view id) {
  if (id.empty()) {
    const bool open = std::ranges::any_of(report.doors, [](const Door& door) {
      return door.certain && door.from <= kNoon && (!door.to || *door.to > kNoon);
    });
    return open ? '-' : '+';
  }
  for (const auto* credentials : {&report.credentials, &report.reached}) {
    for (const CredentialReport& credential : *credentials) {
      const Stretch* at_noon = stretch_at(credential, kNoon);
      if (credential.credential->id == id && at_noon != nullptr) {
        return cell(at_noon->what.verdict);
      }
    }
  }
  return '+';
}

std::string why(const Report& report, std::string_view id) {
  for (const CredentialReport& credential : report.credentials) {
    const Stretch* at_noon = stretch_at(credential, kNoon);
    if (credential.credential->id == id && at_noon != nullptr) return at_noon->what.reason;
  }
  return report.why;
}

TEST_CASE("matrix: what is held against what is done, cell by cell") {
  for (const Row& row : rows()) {
    REQUIRE(row.cells.size() == kColumns.size());
    for (std::size_t column = 0; column < kColumns.size(); ++column) {
      if (row.cells[column] == ' ') continue;
      const std::string name = fmt::format("{} / {}", row.name, kColumns[column]);
      CAPTURE(name);
      const std::string text = incident_of(row, column);
      const IncidentResult read = support::read_incident_text(text);
      for (const Diagnostic& diagnostic : read.diagnostics) CHECK(to_line(diagnostic) == "");
      REQUIRE(read.usable);
      const Report report = judge(read.incident);
      INFO(why(report, row.id));
      CHECK(std::string(1, cell(report, row.id)) == std::string(1, row.cells[column]));
      // The incident as a whole is not better than this cell.
      CHECK((row.cells[column] == '+' || report.contained_at.value_or(kNoon) != kNoon ||
             report.verdict != Containment::kContained));
    }
  }
}

}  // namespace
}  // namespace cordon::incident
