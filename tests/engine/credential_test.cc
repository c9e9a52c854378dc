// Credentials: what AWS bars each kind from whatever the policies say (semantics.md 5.2), which
// principal can have which, and the time in which it can sign (4.7).

#include "engine/credential.h"

#include <fmt/format.h>

#include "doctest/doctest.h"
#include "tests/support/scene.h"

namespace cordon {
namespace {

using Kind = CredentialKind;
using support::kAlice;
using support::kAppSession;
using support::kCarol;
using support::kRoot;

constexpr std::string_view kActions[] = {
    "iam:CreateUser",        "sts:AssumeRole", "sts:GetSessionToken", "sts:GetFederationToken",
    "sts:GetCallerIdentity", "s3:GetObject",   "iam:PassRole",
};

// For each of kActions, in order: `x` barred, `-` not.
std::string barred(Kind kind, std::string_view principal, bool mfa = false) {
  Credential credential{.kind = kind};
  if (mfa) credential.mfa_at = Instant{0};
  const Caller caller = parse_principal(principal).value();
  std::string line;
  for (const std::string_view action : kActions) {
    std::string lower(action);
    for (char& c : lower) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    line += api_barred(credential, caller, lower) ? 'x' : '-';
  }
  return line;
}

TEST_CASE("5.2: what each kind of credential is barred from") {
  CHECK(barred(Kind::kAccessKey, kAlice) == "-------");
  CHECK(barred(Kind::kConsolePassword, kAlice) == "-------");
  CHECK(barred(Kind::kGetSessionToken, kAlice) == "x-xx---");
  CHECK(barred(Kind::kGetSessionToken, kAlice, true) == "--xx---");
  CHECK(barred(Kind::kGetFederationToken, kCarol) == "xxxx---");
  CHECK(barred(Kind::kGetFederationToken, kCarol, true) == "xxxx---");
  CHECK(barred(Kind::kAssumeRole, kAppSession) == "--xx---");
  CHECK(barred(Kind::kAssumeRoleWithSaml, kAppSession) == "--xx---");
  CHECK(barred(Kind::kAssumeRoleWithWebIdentity, kAppSession) == "--xx---");
  CHECK(barred(Kind::kInstanceProfile, kAppSession) == "--xx---");
  CHECK(barred(Kind::kService, kAppSession) == "--xx---");
  CHECK(barred(Kind::kAssumeRoot, kRoot) == "-------");  // its task policy decides
  CHECK(barred(Kind::kAccessKey, kRoot) == "-x-----");
  CHECK(barred(Kind::kService, "ec2.amazonaws.com") == "-------");
}

TEST_CASE("5.2: a barred call is denied for that reason, before any policy is read") {
  support::Scene scene{.credential = support::credential("get-session-token"),
                       .action = "iam:CreateUser",
                       .resource = "arn:aws:iam::111122223333:user/new",
                       .policies = support::layer("identity", {support::kDenyAll})};
  CHECK(support::decide(scene) == "implicitDeny api-barred-for-credential");
}

TEST_CASE("5.1: an AssumeRoot session can do what its task policy says, which is seldom told") {
  support::Scene scene{.principal = kRoot, .credential = support::credential("assume-root")};
  CHECK(support::decide(scene) == "undecided: allowed or implicitDeny");
  scene.policies = support::layer("session", {support::kSilent});
  CHECK(support::decide(scene) == "implicitDeny session-implicit-deny");
  scene.policies = support::layer("session", {support::kAllowAll});
  CHECK(support::decide(scene) == "allowed root-allow");
}

TEST_CASE("5.1: root's federation token without session policy is not documented") {
  const support::Scene scene{.principal = kRoot,
                             .credential = support::credential("get-federation-token")};
  CHECK(support::decide(scene) == "undecided: allowed or implicitDeny");
}

// --- Whose a credential can be
// ---------------------------------------------------------------------

TEST_CASE("5.1: which principals can hold which credential") {
  // One letter a kind of principal: user, role session, federated user, root, service, anonymous.
  struct Row {
    Kind kind;
    std::string_view holders;
  };
  const Row rows[] = {
      {Kind::kAccessKey, "u..r.."},
      {Kind::kConsolePassword, "u..r.."},
      {Kind::kGetSessionToken, "u..r.."},
      {Kind::kGetFederationToken, "..fr.."},
      {Kind::kAssumeRole, ".s...."},
      {Kind::kAssumeRoleWithSaml, ".s...."},
      {Kind::kAssumeRoleWithWebIdentity, ".s...."},
      {Kind::kInstanceProfile, ".s...."},
      {Kind::kAssumeRoot, "...r.."},
      {Kind::kService, ".s..v."},
  };
  const std::string_view principals[] = {kAlice, kAppSession,         kCarol,
                                         kRoot,  "ec2.amazonaws.com", "*"};
  for (const Row& row : rows) {
    CAPTURE(to_string(row.kind));
    std::string holders;
    for (std::size_t i = 0; i < std::size(principals); ++i) {
      const bool fits = mismatch(row.kind, parse_principal(principals[i]).value()).empty();
      holders += fits ? std::string_view("usfrva")[i] : '.';
    }
    CHECK(holders == row.holders);
  }
}

TEST_CASE("5.1: a credential that can't be the caller's says so") {
  CHECK(mismatch(Kind::kAccessKey, parse_principal(kAppSession).value()) ==
        "a credential of kind `access-key` can't belong to "
        "`arn:aws:sts::111122223333:assumed-role/app/nightly` (role session)");
}

TEST_CASE("cli: what a principal holds when nothing is told") {
  const auto kind = [](std::string_view principal) -> std::string_view {
    const auto credential = default_credential(parse_principal(principal).value());
    return credential ? to_string(credential->kind) : "none";
  };
  CHECK(kind(kAlice) == "access-key");
  CHECK(kind(kRoot) == "access-key");
  CHECK(kind(kAppSession) == "assume-role");
  CHECK(kind(kCarol) == "get-federation-token");
  CHECK(kind("ec2.amazonaws.com") == "none");
  CHECK(kind("*") == "none");
}

TEST_CASE("cli: the names of credential kinds read back") {
  for (const std::string_view name : kCredentialKindNames) {
    const auto kind = credential_kind_from(name);
    REQUIRE(kind.has_value());
    CHECK(to_string(*kind) == name);
  }
  CHECK_FALSE(credential_kind_from("session").has_value());
}

// --- When it can sign
// ------------------------------------------------------------------------------

TEST_CASE("4.7: a credential signs from its issue until just before its end") {
  const auto decide = [](std::string_view at) {
    return support::decide(support::Scene{
        .credential = R"({"kind":"get-session-token","issuedAt":"2024-05-01T10:00:00Z",
                          "expiresAt":"2024-05-01T11:00:00Z"})",
        .policies = support::layer("identity", {support::kAllowAll}),
        .at = at});
  };
  CHECK(decide("2024-05-01T09:59:59.999Z") == "implicitDeny credential-not-yet-issued");
  CHECK(decide("2024-05-01T10:00:00Z") == "allowed identity-allow");
  CHECK(decide("2024-05-01T10:59:59.999Z") == "allowed identity-allow");
  CHECK(decide("2024-05-01T11:00:00Z") == "implicitDeny credential-expired");
}

TEST_CASE("4.7: an expired credential can't even ask who it is; a denied one can") {
  support::Scene scene{
      .credential = R"({"kind":"get-session-token","expiresAt":"2024-05-01T11:00:00Z"})",
      .action = "sts:GetCallerIdentity",
      .resource = "*",
      .policies = support::layer("identity", {support::kDenyAll})};
  CHECK(support::decide(scene) == "implicitDeny credential-expired");
  scene.credential = support::credential("get-session-token");
  CHECK(support::decide(scene) == "allowed no-permission-needed");
}

TEST_CASE("4.7: without a time of the request an end leaves the decision open") {
  support::Case one = support::read_case(support::Scene{
      .credential = R"({"kind":"get-session-token","expiresAt":"2024-05-01T11:00:00Z"})",
      .policies = support::layer("identity", {support::kAllowAll})});
  one.request.at.reset();
  CHECK(support::decide(one) == "undecided: allowed or implicitDeny");
}

TEST_CASE("3.5: an issue time in whole seconds stands for its second") {
  CHECK(issue_time(Instant{5000}) == InstantRange{Instant{5000}, Instant{5999}});
  CHECK(issue_time(Instant{5001}) == InstantRange{Instant{5001}, Instant{5001}});
  CHECK(issue_time(Instant{-1000}) == InstantRange{Instant{-1000}, Instant{-1}});
}

}  // namespace
}  // namespace cordon
