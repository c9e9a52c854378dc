// What an Allow of the resource's own policy is worth: which implicit denies it makes up for, by
// how it names the caller (semantics.md 4.2), where it is needed (4.3), and across accounts (4.4).

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
using support::kAppRole;
using support::kAppSession;
using support::kCarol;
using support::kMallory;
using support::kRoot;
using support::kSilent;
using support::layer;
using support::Scene;

constexpr std::string_view kGranted = "allowed resource-allow";
constexpr std::string_view kByIdentity = "allowed identity-allow";
constexpr std::string_view kNoIdentity = "implicitDeny identity-implicit-deny";
constexpr std::string_view kNoBoundary = "implicitDeny boundary-implicit-deny";
constexpr std::string_view kNoSession = "implicitDeny session-implicit-deny";

struct Holder {
  std::string_view principal;
  std::string_view kind;
};
constexpr Holder kUser{kAlice, "access-key"};
constexpr Holder kUserSession{kAlice, "get-session-token"};
constexpr Holder kRoleSession{kAppSession, "assume-role"};
constexpr Holder kFederated{kCarol, "get-federation-token"};

// The bucket policy grants; the layer that lacks an Allow is the question.
struct Row {
  std::string_view what;
  Holder holder;
  std::string granted_to;  // JSON of Principal
  std::string_view without_identity, with_silent_boundary, with_silent_session, everything_allows;
};

// The case, with the federated user's federating user made known.
support::Case read(const Scene& scene) {
  support::Case one = support::read_case(scene);
  if (one.request.caller().kind != CallerKind::kFederatedUser) return one;
  Caller caller = one.request.caller();
  caller.issuer_arn = kAlice;
  Request request(caller, one.request.credential(), one.request.action(), one.request.resource());
  request.at = one.request.at;
  return {.id = "", .request = request, .policies = one.policies, .expect = ""};
}

void check(const Row& row) {
  CAPTURE(row.what);
  const std::string bucket = fmt::format(R"("resource":{})", grant(row.granted_to));
  const bool federated = row.holder.kind == "get-federation-token";
  const auto decide = [&](const std::string& layers) {
    return support::decide(read({.principal = row.holder.principal,
                                 .credential = credential(row.holder.kind),
                                 .policies = bucket + layers}));
  };
  const std::string identity = "," + layer("identity", {kAllowAll});
  const std::string session = "," + layer("session", {kAllowAll});
  const std::string own = federated ? session : "";  // what a session of the kind must have
  CHECK(decide(own) == row.without_identity);
  CHECK(decide(identity + own + "," + layer("boundary", {kSilent})) == row.with_silent_boundary);
  if (!row.with_silent_session.empty()) {
    CHECK(decide(identity + "," + layer("session", {kSilent})) == row.with_silent_session);
  }
  CHECK(decide(identity + session + "," + layer("boundary", {kAllowAll})) == row.everything_allows);
}

TEST_CASE("4.2: what a grant to each kind of name makes up for in the same account") {
  // Long-term keys and session tokens have no session policy (5.3).
  const Row rows[] = {
      {"user by user ARN", kUser, aws(kAlice), kGranted, kByIdentity, "", kByIdentity},
      {"session token by user ARN", kUserSession, aws(kAlice), kGranted, kByIdentity, "",
       kByIdentity},
      {"role session by role ARN", kRoleSession, aws(kAppRole), kGranted, kNoBoundary, kNoSession,
       kByIdentity},
      {"role session by its ARN", kRoleSession, aws(kAppSession), kGranted, kByIdentity,
       kByIdentity, kByIdentity},
      {"federated user by the user that federated it", kFederated, aws(kAlice), kGranted,
       kNoBoundary, kNoSession, kByIdentity},
      {"federated user by its ARN", kFederated, aws(kCarol), kGranted, kByIdentity, kByIdentity,
       kByIdentity},
      {"user by everyone", kUser, "\"*\"", kGranted, kByIdentity, "", kByIdentity},
      {"role session by everyone", kRoleSession, R"({"AWS":"*"})", kGranted, kByIdentity,
       kByIdentity, kByIdentity},
      {"federated user by everyone", kFederated, "\"*\"", kGranted, kByIdentity, kByIdentity,
       kByIdentity},
      {"user by account", kUser, aws(kRoot), kNoIdentity, kNoBoundary, "", kByIdentity},
      {"role session by account", kRoleSession, aws("111122223333"), kNoIdentity, kNoBoundary,
       kNoSession, kByIdentity},
      {"federated user by account", kFederated, aws(kRoot), kNoIdentity, kNoBoundary, kNoSession,
       kByIdentity},
      {"user by somebody else", kUser, aws(kMallory), kNoIdentity, kNoBoundary, "", kByIdentity},
  };
  for (const Row& row : rows) check(row);
}

TEST_CASE("4.2: without identity policy, boundary silent too: the name alone carries it or not") {
  const auto decide = [](std::string_view principal, const std::string& to) {
    return support::decide(Scene{
        .principal = principal,
        .policies = fmt::format(R"("resource":{},)", grant(to)) + layer("boundary", {kSilent})});
  };
  CHECK(decide(kAlice, aws(kAlice)) == kGranted);
  CHECK(decide(kAppSession, aws(kAppSession)) == kGranted);
  CHECK(decide(kAppSession, aws(kAppRole)) == kNoBoundary);
  CHECK(decide(kAppSession, "\"*\"") == kGranted);
}

TEST_CASE("4.2: everyone, narrowed by aws:PrincipalArn, is as good as everyone") {
  const std::string only_app =
      fmt::format(R"({{"ArnEquals":{{"aws:PrincipalArn":"{}"}}}})", kAppRole);
  Scene scene{.principal = kAppSession,
              .policies = fmt::format(R"("resource":{},)", grant("\"*\"", only_app)) +
                          layer("boundary", {kSilent}) + "," + layer("session", {kSilent})};
  CHECK(support::decide(scene) == kGranted);
  scene.principal = "arn:aws:sts::111122223333:assumed-role/other/nightly";
  CHECK(support::decide(scene) == kNoIdentity);
}

TEST_CASE("4.2: root, services and anonymous callers have nothing to make up for") {
  const auto decide = [](std::string_view principal, const std::string& to) {
    return support::decide(Scene{.principal = principal,
                                 .policies = fmt::format(R"("resource":{})", grant(to)),
                                 .account = "111122223333"});
  };
  CHECK(decide(kRoot, aws(kRoot)) == kGranted);
  CHECK(decide(kRoot, aws(kMallory)) == "allowed root-allow");
  CHECK(decide("cloudtrail.amazonaws.com", R"({"Service":"cloudtrail.amazonaws.com"})") ==
        kGranted);
  CHECK(decide("cloudtrail.amazonaws.com", aws("*")) == kGranted);
  CHECK(decide("cloudtrail.amazonaws.com", R"({"Service":"config.amazonaws.com"})") ==
        "implicitDeny resource-implicit-deny");
  CHECK(decide("*", "\"*\"") == kGranted);
  CHECK(decide("*", aws(kRoot)) == "implicitDeny resource-implicit-deny");
}

TEST_CASE("4.2: an explicit deny of any layer beats the most direct grant") {
  for (const std::string_view name : {"identity", "boundary", "session"}) {
    CAPTURE(name);
    const Scene scene{.principal = kAppSession,
                      .policies = fmt::format(R"("resource":{},)", grant(aws(kAppSession))) +
                                  layer(name, {support::kDenyAll})};
    CHECK(support::decide(scene) == fmt::format("explicitDeny {}-explicit-deny", name));
  }
}

TEST_CASE("4.3: a KMS key's own policy has to allow, by name or through the account") {
  const auto decide = [](const std::string& to, const std::string& layers) {
    const std::string key_policy = support::document(
        fmt::format(R"({{"Effect":"Allow","Principal":{},"Action":"kms:*","Resource":"*"}})", to));
    return support::decide(
        Scene{.action = "kms:Decrypt",
              .resource = "arn:aws:kms:eu-west-1:111122223333:key/1",
              .policies = fmt::format(R"("resource":{}{})", key_policy, layers)});
  };
  const std::string identity = "," + layer("identity", {kAllowAll});
  CHECK(decide(aws(kAlice), "") == kGranted);
  CHECK(decide(aws(kRoot), "") == kNoIdentity);
  CHECK(decide(aws(kRoot), identity) == kByIdentity);
  CHECK(decide(aws(kAppRole), identity) == "implicitDeny resource-implicit-deny");
}

TEST_CASE("4.3: a key whose policy is not told leaves the decision open") {
  support::Case one =
      support::read_case(Scene{.action = "kms:Decrypt",
                               .resource = "arn:aws:kms:eu-west-1:111122223333:key/1",
                               .policies = layer("identity", {kAllowAll})});
  CHECK(support::decide(one) == "implicitDeny resource-implicit-deny");
  one.policies.resource_told = false;
  CHECK(evaluate(one.request, one.policies).can_be(Outcome::kAllowed));
  CHECK(evaluate(one.request, one.policies).can_be(Outcome::kExplicitDeny));
}

TEST_CASE("4.3: a role's trust policy has to allow") {
  const auto decide = [](std::string_view principal, const std::string& to,
                         const std::string& layers) {
    const std::string trust = support::document(
        fmt::format(R"({{"Effect":"Allow","Principal":{},"Action":"sts:AssumeRole"}})", to));
    return support::decide(Scene{.principal = principal,
                                 .action = "sts:AssumeRole",
                                 .resource = kAppRole,
                                 .policies = fmt::format(R"("resource":{}{})", trust, layers)});
  };
  const std::string identity = "," + layer("identity", {kAllowAll});
  CHECK(decide(kAlice, aws(kAlice), "") == kGranted);
  CHECK(decide(kAlice, aws(kRoot), "") == kNoIdentity);
  CHECK(decide(kAlice, aws(kRoot), identity) == kByIdentity);
  CHECK(decide(kAlice, aws(kMallory), identity) == "implicitDeny resource-implicit-deny");
  CHECK(decide(kMallory, aws(kMallory), "") == kNoIdentity);
  CHECK(decide(kMallory, aws(kMallory), identity) == kByIdentity);
}

TEST_CASE("4.3: an unsigned AssumeRoleWithSAML hangs on the trust policy alone") {
  const std::string_view provider = "arn:aws:iam::111122223333:saml-provider/corp";
  const std::string trust = support::document(fmt::format(
      R"({{"Effect":"Allow","Principal":{{"Federated":"{}"}},"Action":"sts:AssumeRoleWithSAML"}})",
      provider));
  const Scene scene{
      .principal = provider,
      .action = "sts:AssumeRoleWithSAML",
      .resource = kAppRole,
      .policies = fmt::format(R"("resource":{},)", trust) + layer("scps", {support::kDenyAll})};
  CHECK(support::decide(scene) == kGranted);
}

TEST_CASE("4.4: across accounts both sides have to allow, and no grant makes up for anything") {
  const auto decide = [](std::string_view principal, const std::string& to,
                         const std::string& layers) {
    return support::decide(Scene{.principal = principal,
                                 .policies = fmt::format(R"("resource":{}{})", grant(to), layers),
                                 .account = "444455556666"});
  };
  const std::string identity = "," + layer("identity", {kAllowAll});
  const std::string boundary = identity + "," + layer("boundary", {kSilent});
  const std::string session = identity + "," + layer("session", {kSilent});
  for (const std::string& to : {aws(kAlice), aws(kRoot), std::string("\"*\"")}) {
    CAPTURE(to);
    CHECK(decide(kAlice, to, "") == kNoIdentity);
    CHECK(decide(kAlice, to, identity) == kByIdentity);
    CHECK(decide(kAlice, to, boundary) == kNoBoundary);
  }
  CHECK(decide(kAlice, aws(kMallory), identity) == "implicitDeny resource-implicit-deny");
  CHECK(decide(kAppSession, aws(kAppSession), identity) == kByIdentity);
  CHECK(decide(kAppSession, aws(kAppSession), session) == kNoSession);
  CHECK(decide(kRoot, aws(kRoot), "") == kGranted);
  CHECK(decide(kRoot, aws(kMallory), "") == "implicitDeny resource-implicit-deny");
}

TEST_CASE("4.4: the caller's SCPs count, at every level") {
  const Scene scene{.policies = fmt::format(R"("resource":{},)", grant(aws(kAlice))) +
                                layer("identity", {kAllowAll}) + "," + layer("scps", {kSilent}),
                    .account = "444455556666"};
  CHECK(support::decide(scene) == "implicitDeny scp-implicit-deny");
}

TEST_CASE("4.4: a foreign resource whose policy was not given may have one that allows") {
  support::Case one = support::read_case(
      Scene{.policies = layer("identity", {kAllowAll}), .account = "444455556666"});
  CHECK(support::decide(one) == "implicitDeny resource-implicit-deny");
  one.policies.foreign_resource_open = true;
  CHECK(evaluate(one.request, one.policies).can_be(Outcome::kAllowed));
}

}  // namespace
}  // namespace cordon
