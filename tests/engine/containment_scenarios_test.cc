// What containment steps do to one request at one instant (S01 to S40 of semantics.md 8.5). Steps
// that are about who exists when (S01, S13, S17, S25, S31, S33, S37: keys, users, trust policies
// that change, other accounts' limits, propagation) are tested with incidents.

#include <fmt/format.h>

#include "doctest/doctest.h"
#include "tests/support/scene.h"

namespace cordon {
namespace {

using support::aws;
using support::credential;
using support::grant;
using support::kAlice;
using support::kAllowAll;
using support::kAppSession;
using support::kCarol;
using support::kDenyAll;
using support::kRoot;
using support::kSilent;
using support::layer;
using support::Scene;

constexpr std::string_view kOld = "2024-05-01T09:00:00Z";
constexpr std::string_view kNew = "2024-05-01T11:00:00Z";
// The cutoff: half a second in, so that a session can be issued exactly then.
constexpr std::string_view kCutoff = "2024-05-01T10:00:00.500Z";

std::string cutoff(std::string_view op) {
  return support::deny_when(fmt::format(R"({{"{}":{{"aws:TokenIssueTime":"{}"}}}})", op, kCutoff));
}
std::string issue_time_deny() { return cutoff("DateLessThan"); }

std::string identity(std::string_view document) { return layer("identity", {document}); }
std::string allowed_but(std::string_view deny) { return layer("identity", {kAllowAll, deny}); }

std::string resource(std::string_view document) {
  return fmt::format(R"("resource":{})", document);
}

std::string gst(std::string_view issued, std::string_view mfa = "") {
  return credential("get-session-token", issued, mfa);
}
std::string gft(std::string_view issued) { return credential("get-federation-token", issued); }
std::string role(std::string_view issued) { return credential("assume-role", issued); }

struct Row {
  std::string_view id;
  Scene scene;
  std::string_view decision;
};

void check(std::initializer_list<Row> rows) {
  for (const Row& row : rows) {
    CAPTURE(row.id);
    CHECK(support::decide(row.scene) == row.decision);
  }
}

TEST_CASE("containment: sessions of a user whose key is gone") {
  const std::string key = "arn:aws:iam::111122223333:user/alice";
  check({
      {"S02 session token",
       {.credential = gst(kOld), .policies = identity(kAllowAll)},
       "allowed identity-allow"},
      {"S02 after its end",
       {.credential = R"({"kind":"get-session-token","issuedAt":"2024-04-30T08:00:00Z",
                          "expiresAt":"2024-05-01T12:00:00Z"})",
        .policies = identity(kAllowAll)},
       "implicitDeny credential-expired"},
      {"S03 calls IAM without MFA",
       {.credential = gst(kOld),
        .action = "iam:CreateAccessKey",
        .resource = key,
        .policies = identity(kAllowAll)},
       "implicitDeny api-barred-for-credential"},
      {"S04 calls IAM with MFA",
       {.credential = gst(kOld, kOld),
        .action = "iam:CreateAccessKey",
        .resource = key,
        .policies = identity(kAllowAll)},
       "allowed identity-allow"},
      {"S05 hops to a role that trusts the user",
       {.credential = gst(kOld),
        .action = "sts:AssumeRole",
        .resource = support::kAppRole,
        .policies = resource(support::document(fmt::format(
            R"({{"Effect":"Allow","Principal":{},"Action":"sts:AssumeRole"}})", aws(kAlice))))},
       "allowed resource-allow"},
  });
}

TEST_CASE("containment: an issue-time deny on the user") {
  const std::string late = allowed_but(issue_time_deny());
  check({
      {"S06 older session token",
       {.credential = gst(kOld), .policies = late},
       "explicitDeny identity-explicit-deny"},
      {"S07 long-term key", {.policies = late}, "allowed identity-allow"},
      {"S08 newer session token",
       {.credential = gst(kNew), .policies = late},
       "allowed identity-allow"},
      {"S09 long-term key, IfExists",
       {.policies = allowed_but(cutoff("DateLessThanIfExists"))},
       "explicitDeny identity-explicit-deny"},
      {"S10 older federation token",
       {.principal = kCarol,
        .credential = gft(kOld),
        .policies = late + "," + layer("session", {kAllowAll})},
       "explicitDeny identity-explicit-deny"},
      {"S11 federation token, deny-all",
       {.principal = kCarol,
        .credential = gft(kNew),
        .policies = allowed_but(kDenyAll) + "," + layer("session", {kAllowAll})},
       "explicitDeny identity-explicit-deny"},
      {"S12 federation token, all detached, named by the bucket",
       {.principal = kCarol, .credential = gft(kOld), .policies = resource(grant(aws(kCarol)))},
       "allowed resource-allow"},
  });
}

TEST_CASE("containment: revoking a role's sessions") {
  const std::string revoked = allowed_but(issue_time_deny());
  const std::string by_name = resource(grant(aws(kAppSession)));
  check({
      {"S14 older session",
       {.principal = kAppSession, .credential = role(kOld), .policies = revoked},
       "explicitDeny identity-explicit-deny"},
      {"S15 issued at the cutoff",
       {.principal = kAppSession, .credential = role(kCutoff), .policies = revoked},
       "allowed identity-allow"},
      {"S16 newer session",
       {.principal = kAppSession, .credential = role(kNew), .policies = revoked},
       "allowed identity-allow"},
      {"S18 chained session, cutoff after its issue",
       {.principal = "arn:aws:sts::111122223333:assumed-role/b/chained",
        .credential = role(kOld),
        .policies = revoked},
       "explicitDeny identity-explicit-deny"},
      {"S19 instance credentials, renewed",
       {.principal = "arn:aws:sts::111122223333:assumed-role/app/i-0abc",
        .credential = credential("instance-profile", kNew),
        .policies = revoked},
       "allowed identity-allow"},
      {"S20 policies detached, session named by the bucket",
       {.principal = kAppSession, .credential = role(kOld), .policies = by_name},
       "allowed resource-allow"},
      {"S21 the same, revoked",
       {.principal = kAppSession,
        .credential = role(kOld),
        .policies = by_name + "," + identity(issue_time_deny())},
       "explicitDeny identity-explicit-deny"},
  });
}

TEST_CASE("containment: an issue second that holds the cutoff can't be decided") {
  const Scene scene{.principal = kAppSession,
                    .credential = role("2024-05-01T10:00:00Z"),
                    .policies = allowed_but(issue_time_deny())};
  CHECK(support::decide(scene) == "undecided: allowed or explicitDeny");
}

TEST_CASE("containment: limits that are not on the principal") {
  const std::string denied = identity(kAllowAll) + "," + layer("scps", {kAllowAll, kDenyAll});
  const std::string rcp = support::document(
      R"({"Effect":"Deny","Principal":"*","Action":"s3:*","Resource":"*","Condition":
          {"StringNotEqualsIfExists":{"aws:PrincipalOrgID":"o-a1b2c3d4e5"}}})");
  check({
      {"S22 silent boundary, user named by the bucket",
       {.policies = layer("boundary", {kSilent}) + "," + resource(grant(aws(kAlice)))},
       "allowed resource-allow"},
      {"S23 service-linked role under an SCP",
       {.principal = "arn:aws:iam::111122223333:role/aws-service-role/x.amazonaws.com/"
                     "AWSServiceRoleForX",
        .credential = credential("service", kOld),
        .policies = denied},
       "allowed identity-allow"},
      {"S26 outsider under an RCP",
       {.principal = support::kMallory,
        .policies =
            identity(kAllowAll) + "," + resource(grant("\"*\"")) + "," + layer("rcps", {rcp}),
        .context = R"("aws:PrincipalOrgID":"o-z9y8x7w6v5")",
        .account = "111122223333"},
       "explicitDeny rcp-explicit-deny"},
      {"S27 root's session token under an SCP",
       {.principal = kRoot, .credential = gst(kOld), .policies = denied},
       "explicitDeny scp-explicit-deny"},
  });
}

TEST_CASE("containment: the management account is out of reach of SCPs") {
  const std::string denied = identity(kAllowAll) + "," + layer("scps", {kDenyAll});
  for (const Scene& scene : {Scene{.policies = denied},  // S24
                             Scene{.principal = kRoot,
                                   .credential = gst(kOld),  // S28
                                   .policies = denied}}) {
    support::Case one = support::read_case(scene);
    one.policies.scps_apply = false;
    CHECK(evaluate(one.request, one.policies).outcome == Outcome::kAllowed);
  }
}

TEST_CASE("containment: an SCP on the user's ARN misses its federation tokens") {
  const std::string scp =
      support::deny_when(fmt::format(R"({{"ArnEquals":{{"aws:PrincipalArn":"{}"}}}})", kAlice));
  const std::string policies = identity(kAllowAll) + "," + layer("scps", {kAllowAll, scp});
  check({
      {"S29 federation token",
       {.principal = kCarol,
        .credential = gft(kOld),
        .policies = policies + "," + layer("session", {kAllowAll})},
       "allowed identity-allow"},
      {"S30 session token",
       {.credential = gst(kOld), .policies = policies},
       "explicitDeny scp-explicit-deny"},
  });
}

TEST_CASE("containment: conditions that hit something else") {
  const std::string mistaken = allowed_but(cutoff("DateGreaterThan"));
  const std::string with_username =
      allowed_but(support::deny_when(fmt::format(R"({{"DateLessThan":{{"aws:TokenIssueTime":"{}"}},
                       "StringEquals":{{"aws:username":"bob"}}}})",
                                                 kCutoff)));
  const std::string one_person =
      allowed_but(support::deny_when(R"({"StringEquals":{"identitystore:UserId":"u-1"}})"));
  check({
      {"S32 Identity Center user",
       {.principal = kAppSession,
        .policies = one_person,
        .context = R"("identitystore:UserId":"u-1")"},
       "explicitDeny identity-explicit-deny"},
      {"S34 DateGreaterThan, older",
       {.principal = kAppSession, .credential = role(kOld), .policies = mistaken},
       "allowed identity-allow"},
      {"S34 DateGreaterThan, newer",
       {.principal = kAppSession, .credential = role(kNew), .policies = mistaken},
       "explicitDeny identity-explicit-deny"},
      {"S35 and the user name, on a role",
       {.principal = kAppSession, .credential = role(kOld), .policies = with_username},
       "allowed identity-allow"},
  });
}

TEST_CASE("containment: S36 an issue-time deny in the bucket policy") {
  const std::string bucket = resource(support::document(fmt::format(
      R"({{"Effect":"Allow","Principal":"*","Action":"s3:*","Resource":"*"}},
         {{"Effect":"Deny","Principal":"*","Action":"s3:*","Resource":"*",
           "Condition":{{"DateLessThan":{{"aws:TokenIssueTime":"{}"}}}}}})",
      kCutoff)));
  check({
      {"older session",
       {.principal = kAppSession, .credential = role(kOld), .policies = bucket},
       "explicitDeny resource-explicit-deny"},
      {"long-term key", {.policies = bucket}, "allowed resource-allow"},
      {"anonymous",
       {.principal = "*", .policies = bucket, .account = "111122223333"},
       "allowed resource-allow"},
  });
}

TEST_CASE("containment: what a deny-all leaves to the user") {
  const std::string denied = allowed_but(kDenyAll);
  check({
      {"S38",
       {.action = "sts:GetCallerIdentity", .resource = "*", .policies = denied},
       "allowed no-permission-needed"},
      {"S39",
       {.action = "sts:GetSessionToken", .resource = "*", .policies = denied},
       "allowed no-permission-needed"},
  });
}

TEST_CASE("containment: S39 whether a deny stops GetSessionToken is an assumption with a name") {
  const support::Case one = support::read_case(
      Scene{.action = "sts:GetSessionToken", .resource = "*", .policies = allowed_but(kDenyAll)});
  const auto decide = [&](GetSessionTokenUnderDeny assumption) {
    return support::to_line(
        evaluate(one.request, one.policies, {.get_session_token_under_deny = assumption}));
  };
  CHECK(decide(GetSessionTokenUnderDeny::kIneffective) == "allowed no-permission-needed");
  CHECK(decide(GetSessionTokenUnderDeny::kEffective) == "explicitDeny identity-explicit-deny");
  CHECK(decide(GetSessionTokenUnderDeny::kUnknown) == "undecided: allowed or explicitDeny");
}

TEST_CASE("containment: S39 whether an SCP stops GetSessionToken is not documented") {
  const auto decide = [](std::string_view scp) {
    return support::decide(
        Scene{.action = "sts:GetSessionToken", .resource = "*", .policies = layer("scps", {scp})});
  };
  CHECK(decide(kAllowAll) == "allowed no-permission-needed");
  CHECK(decide(kSilent) == "undecided: allowed or implicitDeny");
  const std::string denied =
      support::decide(Scene{.action = "sts:GetSessionToken",
                            .resource = "*",
                            .policies = fmt::format(R"("scps":[[{},{}]])", kAllowAll, kDenyAll)});
  CHECK(denied == "undecided: allowed or explicitDeny");
}

TEST_CASE("containment: S40 a re-created namesake") {
  const auto decide = [](const std::string& bucket) {
    support::Case one = support::read_case(Scene{.policies = resource(bucket)});
    one.policies.caller_created_after_resource_policy = true;
    return support::decide(one);
  };
  CHECK(decide(grant(aws(kAlice))) == "implicitDeny identity-implicit-deny");
  const std::string by_text = fmt::format(R"({{"ArnEquals":{{"aws:PrincipalArn":"{}"}}}})", kAlice);
  CHECK(decide(grant("\"*\"", by_text)) == "allowed resource-allow");
}

}  // namespace
}  // namespace cordon
