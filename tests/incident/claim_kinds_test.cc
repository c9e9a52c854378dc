// What can be claimed of an incident beside that nothing gets through: which of it holds at which
// instant, and what is shown when it does not.

#include <fmt/format.h>

#include <string>
#include <string_view>
#include <vector>

#include "doctest/doctest.h"
#include "tests/support/judged.h"

namespace cordon::incident {
namespace {

constexpr std::string_view kTold = R"(credentialsKnownUntil: 2024-01-01T13:00:00Z
assumptions: {resourcePolicies: complete, otherAccounts: closed}
)";

// `name about: verdict: reason`, a line each.
std::string claims(std::string_view credentials, std::string_view events, std::string_view claims,
                   std::string_view told = kTold) {
  const Judged result = judged(credentials, events, fmt::format("{}claims:\n{}", told, claims));
  std::string lines;
  for (const ClaimReport& claim : result.report.claims) {
    lines += fmt::format("{}: {}: {}\n", claim.about(), to_string(claim.verdict), claim.reason);
  }
  return lines;
}

constexpr std::string_view kDenies = "- {claim: denies, for: key}\n";
constexpr std::string_view kBefore = "- {claim: denies, for: key, at: 2024-01-01T11:59:30Z}\n";

TEST_CASE("claims: every request is denied explicitly") {
  const std::string all = put_user_policy(kDenyAll);
  const std::string old = put_user_policy(kDenyOld);
  const std::string dropped = event("iam:DeleteUserPolicy", "{UserName: bob, PolicyName: work}");
  CHECK(claims(kKey, all, kDenies) ==
        "key: holds: its own policies deny every request, whoever allows it\n");
  CHECK(claims(kKey, all, kBefore).starts_with("key: refuted: "));
  // Nothing is allowed any more, but nothing is denied either.
  CHECK(claims(kKey, dropped, "- {for: key}\n").starts_with("key: holds: "));
  CHECK(claims(kKey, dropped, kDenies).starts_with("key: refuted: "));
  CHECK(claims(kKey, dropped, kDenies).ends_with(" is not denied explicitly\n"));
  const std::string both = std::string(kKey) + std::string(kToken);
  CHECK(claims(both, old, "- {claim: denies, for: token}\n").starts_with("token: holds: "));
  CHECK(claims(both, old, kDenies).starts_with("key: refuted: "));
  // What a key can't do itself, a token that it gets may.
  const std::string but_tokens = put_user_policy(
      "{Version: \"2012-10-17\", Statement: {Effect: Deny, Action: \"*\", Resource: \"*\", "
      "Condition: {\"Null\": {\"aws:TokenIssueTime\": \"true\"}}}}");
  CHECK(claims(kKey, but_tokens, kDenies) ==
        "key: undecided: sts:GetSessionToken needs no permission, and not every request of its "
        "token is denied\n");
  // A dead key makes no request.
  const std::string dead =
      event("iam:DeleteAccessKey", "{UserName: bob, AccessKeyId: AKIAAAAAAAAAAAAAAAAA}");
  CHECK(claims(kKey, dead, kDenies).starts_with("key: holds: "));
}

TEST_CASE("claims: some access is not granted") {
  const auto asked = [](std::string_view what, std::string_view at = "2024-01-01T11:00:00Z") {
    return fmt::format("- {{claim: not-granted, for: session, at: {}, {}}}\n", at, what);
  };
  const std::string session = std::string(kKey) + std::string(kSession);
  const std::string deny =
      event("iam:PutRolePolicy", fmt::format("{{RoleName: admin, PolicyName: d, "
                                             "PolicyDocument: {}}}",
                                             kDenyOld));
  struct Row {
    std::string claim;
    std::string_view expected;
  };
  const Row rows[] = {
      {asked("action: [\"iam:*\", \"ec2:*\"]"), "session: holds: no such request gets through"},
      {asked("action: \"s3:Put*\""), "session: refuted: s3:Put"},
      {asked("action: \"s3:Put*\", resource: \"arn:aws:s3:::logs/*\""), "session: refuted: s3:Put"},
      {asked("resource: \"arn:aws:s3:::logs/*\""), "session: refuted: s3:"},
      {asked("action: \"s3:*\"", "2024-01-01T12:30:00Z"), "session: holds: "},
      // No policy stops it, and so no claim asks about it.
      {asked("action: \"sts:GetCallerIdentity\""), "session: holds: "},
      {asked("action: \"s3:*\"", "2024-01-01T09:00:00Z"), "session: holds: not yet issued"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.claim);
    const std::string line = claims(session, deny, row.claim);
    CAPTURE(line);
    CHECK(line.starts_with(row.expected));
  }
  // What is tolerated counts: it is asked about by name.
  CHECK(claims(session, deny, asked("action: \"s3:Put*\""),
               std::string(kTold) + "tolerate: [\"s3:*\"]\n")
            .starts_with("session: refuted: "));
}

TEST_CASE("claims: what resources that are not told may allow is undecided") {
  constexpr std::string_view kAsked = "- {claim: not-granted, for: key, action: \"sqs:*\"}\n";
  CHECK(claims(kKey, put_user_policy(kDenyNew), kAsked).starts_with("key: holds: "));
  CHECK(claims(kKey, put_user_policy(kDenyNew), kAsked, "").starts_with("key: undecided: "));
  CHECK(claims(kKey, put_user_policy(kDenyAll), kAsked, "").starts_with("key: holds: "));
}

// sts:GetSessionToken, of which it is not known whether a Deny stops it, is made on no resource.
TEST_CASE("claims: a token is no access to a resource that is named") {
  const std::string all = put_user_policy(kDenyAll);
  constexpr std::string_view kLogs =
      "- {claim: not-granted, for: key, resource: \"arn:aws:s3:::logs/*\"}\n";
  constexpr std::string_view kTokens = "- {claim: not-granted, for: key, action: \"sts:*\"}\n";
  constexpr std::string_view kAnything = "- {claim: not-granted, for: key, resource: \"*\"}\n";
  CHECK(claims(kKey, all, kLogs).starts_with("key: holds: "));
  CHECK(claims(kKey, all, kTokens).starts_with("key: undecided: "));
  CHECK(claims(kKey, all, kAnything).starts_with("key: undecided: "));
}

TEST_CASE("claims: within the window of a change, what was before it may answer") {
  const std::string told = "assumptions: {propagation: 10m}\n";
  const std::string claim = "- {claim: denies, for: key, at: 2024-01-01T12:05:00Z}\n";
  CHECK(claims(kKey, put_user_policy(kDenyAll), claim, told).starts_with("key: undecided: race"));
}

TEST_CASE("claims: a resource lets no stranger in") {
  const auto bucket = [](std::string_view whom, std::string_view at) {
    return event("s3:PutBucketPolicy",
                 fmt::format("{{Bucket: b, Policy: {{Version: \"2012-10-17\", Statement: {{Effect: "
                             "Allow, Principal: {}, Action: \"s3:GetObject\", Resource: "
                             "\"arn:aws:s3:::b/*\"}}}}}}",
                             whom),
                 at);
  };
  const std::string events = bucket("\"*\"", "2024-01-01T11:00:00Z") +
                             bucket("{AWS: \"111122223333\"}", "2024-01-01T12:00:00Z");
  const auto at = [](std::string_view arn, std::string_view time) {
    return fmt::format("- {{claim: not-public, resource: \"{}\", at: {}}}\n", arn, time);
  };
  constexpr std::string_view kBucket = "arn:aws:s3:::b";
  CHECK(claims(kKey, events, at(kBucket, "2024-01-01T11:30:00Z"))
            .starts_with("arn:aws:s3:::b: refuted: s3:GetObject on arn:aws:s3:::b/"));
  CHECK(claims(kKey, events, at(kBucket, "2024-01-01T12:30:00Z"))
            .starts_with("arn:aws:s3:::b: holds: "));
  CHECK(claims(kKey, events, at(kBucket, "2024-01-01T10:00:00Z")) ==
        "arn:aws:s3:::b: holds: it has no policy\n");
  CHECK(claims(kKey, events, at(kBucket, "2024-01-01T10:00:00Z"), "") ==
        "arn:aws:s3:::b: undecided: the incident knows no policy of it\n");
  CHECK(claims(kKey, "", at("arn:aws:iam::111122223333:role/admin", "2024-01-01T12:00:00Z"))
            .starts_with("arn:aws:iam::111122223333:role/admin: holds: "));
  CHECK(claims(kKey, "", at("arn:aws:iam::111122223333:role/nobody", "2024-01-01T12:00:00Z")) ==
        "arn:aws:iam::111122223333:role/nobody: undecided: the incident knows no policy of it\n");
}

}  // namespace
}  // namespace cordon::incident
