// Which statements are named as those that decided.

#include "engine/decided_by.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "doctest/doctest.h"
#include "tests/support/scene.h"

namespace cordon {
namespace {

using support::grant;
using support::layer;
using support::Scene;

constexpr std::string_view kTwo = R"({"Version":"2012-10-17","Statement":[
  {"Sid":"Other","Effect":"Allow","Action":"sqs:*","Resource":"*"},
  {"Sid":"Read","Effect":"Allow","Action":"s3:Get*","Resource":"*"}]})";
constexpr std::string_view kMaybeDeny = R"({"Version":"2012-10-17","Statement":[
  {"Sid":"Old","Effect":"Deny","Action":"*","Resource":"*",
   "Condition":{"DateLessThan":{"aws:CurrentTime":"2024-05-01"}}}]})";
constexpr std::string_view kKey = "arn:aws:kms:us-east-1:111122223333:key/k";

// `allowed identity-allow: identity 0`, statements in the order given.
std::string line(const support::Case& one) {
  const Decision decision = evaluate(one.request, one.policies);
  std::string text = support::to_line(decision) + ":";
  for (const StatementHit& hit : decided_by(decision, one.request, one.policies)) {
    text += fmt::format(" {}{}/{}{}", kLayerNames[static_cast<std::size_t>(hit.layer)],
                        hit.level > 0 ? fmt::format(" level {}", hit.level) : "", hit.statement,
                        hit.matched == Truth::kUnknown ? "?" : "");
  }
  return text;
}

std::string join(const std::vector<std::string>& members) {
  return fmt::format("{}", fmt::join(members, ","));
}

TEST_CASE("decided_by names the statements that decided") {
  using support::aws;
  using support::kAllowAll;
  using support::kDenyAll;
  using support::kMallory;
  using support::kSilent;
  const std::string everyone = grant("\"*\"");
  const std::string to_alice = grant(aws(support::kAlice));
  const std::string to_mallory = grant(aws(kMallory));
  const std::string to_account =
      R"({"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":{"AWS":"111122223333"},
          "Action":"*","Resource":"*"}})";
  struct Row {
    Scene scene;
    std::string line;
  };
  const Row rows[] = {
      {{.policies = layer("identity", {kTwo})}, "allowed identity-allow: identity/1"},
      {{.policies = layer("identity", {kSilent})}, "implicitDeny identity-implicit-deny:"},
      {{.policies = join({layer("identity", {kAllowAll}), layer("scps", {kAllowAll})})},
       "allowed identity-allow: identity/0"},
      // Same account: either suffices, and the identity-based policy is named.
      {{.policies = join({layer("identity", {kAllowAll}), "\"resource\":" + to_alice})},
       "allowed identity-allow: identity/0"},
      {{.policies = "\"resource\":" + to_alice}, "allowed resource-allow: resource/0"},
      // A grant that makes up for the boundary was needed.
      {{.policies = join({layer("identity", {kAllowAll}), layer("boundary", {kSilent}),
                          "\"resource\":" + everyone})},
       "allowed identity-allow: resource/0 identity/0"},
      // Another account: both.
      {{.principal = kMallory,
        .policies = join({layer("identity", {kAllowAll}), "\"resource\":" + to_mallory}),
        .account = "111122223333"},
       "allowed identity-allow: resource/0 identity/0"},
      // A KMS key that delegates to its account: both.
      {{.action = "kms:Decrypt",
        .resource = kKey,
        .policies = join({layer("identity", {kAllowAll}), "\"resource\":" + to_account})},
       "allowed identity-allow: resource/0 identity/0"},
      {{.principal = support::kRoot, .policies = layer("identity", {kSilent})},
       "allowed root-allow:"},
      {{.action = "sts:GetCallerIdentity", .policies = layer("identity", {kDenyAll})},
       "allowed no-permission-needed:"},
      // Every Deny, in the order of the policy types.
      {{.policies = join({layer("identity", {kAllowAll, kDenyAll}), layer("scps", {kDenyAll}),
                          layer("boundary", {kDenyAll})})},
       "explicitDeny scp-explicit-deny: scp/0 identity/0 boundary/0"},
      // Whether RCPs reach this service is not known; the other Deny is certain.
      {{.action = "ec2:RunInstances",
        .policies = join({layer("identity", {kDenyAll}),
                          R"("rcps":[[{"Version":"2012-10-17","Statement":{"Effect":"Deny",
                              "Principal":"*","Action":"*","Resource":"*"}}]])"})},
       "explicitDeny identity-explicit-deny: identity/0"},
      {{.policies = layer("identity", {kAllowAll, kMaybeDeny}), .at = ""},
       "undecided: allowed or explicitDeny: identity/0 identity/0?"},
      // The open Deny competes with nothing that allows.
      {{.policies = layer("identity", {kMaybeDeny}), .at = ""},
       "undecided: implicitDeny or explicitDeny: identity/0?"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.scene.policies);
    CHECK(line(support::read_case(row.scene)) == row.line);
  }
}

TEST_CASE("decided_by is complete where the decision's own list is not") {
  std::string statements;
  for (int i = 0; i < 30; ++i) {
    statements += R"({"Effect":"Allow","Action":"s3:*","Resource":"*"},)";
  }
  statements += R"({"Effect":"Deny","Action":"s3:*","Resource":"*"})";
  const std::string document = support::document(statements);
  const support::Case one =
      support::read_case(Scene{.policies = layer("identity", {std::string_view(document)})});
  CHECK(evaluate(one.request, one.policies).hits.truncated());
  CHECK(line(one) == "explicitDeny identity-explicit-deny: identity/30");
}

}  // namespace
}  // namespace cordon
