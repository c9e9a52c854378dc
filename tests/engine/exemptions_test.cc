// Who is exempt from what (semantics.md 4.5), the organization's levels (4.1), and VPC endpoints.

#include <fmt/format.h>

#include "doctest/doctest.h"
#include "engine/rcp_reach.h"
#include "tests/support/scene.h"

namespace cordon {
namespace {

using support::kAlice;
using support::kAllowAll;
using support::kAppSession;
using support::kDenyAll;
using support::kMallory;
using support::kRoot;
using support::kSilent;
using support::layer;
using support::Scene;

constexpr std::string_view kServiceLinked =
    "arn:aws:iam::111122223333:role/aws-service-role/x.amazonaws.com/AWSServiceRoleForX";
constexpr std::string_view kServiceLinkedSession =
    "arn:aws:sts::111122223333:assumed-role/AWSServiceRoleForX/session";
constexpr std::string_view kService = "cloudtrail.amazonaws.com";

// Everything allows; one organization policy denies everything.
std::string under(std::string_view name, std::string_view principal) {
  const bool rcp = name == "rcps";
  const std::string grant =
      support::document(R"({"Effect":"Allow","Principal":"*","Action":"*","Resource":"*"})");
  const std::string deny =
      support::document(R"({"Effect":"Deny","Principal":"*","Action":"s3:*","Resource":"*"})");
  const std::string line = support::decide(
      Scene{.principal = principal,
            .policies = layer("identity", {kAllowAll}) + fmt::format(R"(,"resource":{},)", grant) +
                        layer(name, {kAllowAll, rcp ? std::string_view(deny) : kDenyAll}),
            .account = "111122223333"});
  return line.substr(0, line.find(' '));
}

TEST_CASE("4.5: whom an SCP and an RCP reach") {
  struct Row {
    std::string_view who, principal, scp, rcp;
  };
  // SCPs of the resource's account never count for callers of others: those given are the caller's.
  const Row rows[] = {
      {"user", kAlice, "explicitDeny", "explicitDeny"},
      {"role session", kAppSession, "explicitDeny", "explicitDeny"},
      {"root user", kRoot, "explicitDeny", "explicitDeny"},
      {"service-linked role", kServiceLinked, "allowed", "allowed"},
      {"session that may be of one", kServiceLinkedSession, "undecided:", "undecided:"},
      {"AWS service", kService, "allowed", "explicitDeny"},
      {"outsider", kMallory, "explicitDeny", "explicitDeny"},
      {"anonymous", "*", "allowed", "explicitDeny"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.who);
    if (row.who != "outsider") CHECK(under("scps", row.principal) == row.scp);
    CHECK(under("rcps", row.principal) == row.rcp);
  }
}

TEST_CASE("4.5: a role whose path or name only resembles a service-linked one is none") {
  CHECK(under("scps", "arn:aws:iam::111122223333:role/aws-service-role-x/r") == "explicitDeny");
  CHECK(under("scps", "arn:aws:iam::111122223333:role/AWSServiceRoleForX") == "explicitDeny");
}

TEST_CASE("4.5: boundaries limit users and roles, not root and services") {
  const auto decide = [](std::string_view principal) {
    return support::decide(
        Scene{.principal = principal,
              .policies = layer("identity", {kAllowAll}) + "," + layer("boundary", {kSilent})});
  };
  CHECK(decide(kAlice) == "implicitDeny boundary-implicit-deny");
  CHECK(decide(kAppSession) == "implicitDeny boundary-implicit-deny");
}

// --- RCPs
// ------------------------------------------------------------------------------------------

std::string_view reach(std::string_view action, std::string_view resource = "arn:aws:x:::y",
                       std::string_view principal = kAlice) {
  const Request request(parse_principal(principal).value(), std::nullopt, action,
                        std::string(resource));
  const Truth truth = rcps_reach(request);
  return truth == Truth::kTrue ? "yes" : truth == Truth::kFalse ? "no" : "open";
}

TEST_CASE("4.5: RCPs reach the services on a dated list") {
  CHECK(rcp_services_date() == "2026-09-27");
  for (const std::string_view service : {"s3", "sts", "kms", "sqs", "secretsmanager", "dynamodb",
                                         "ecr", "cognito-identity", "logs", "aoss"}) {
    CAPTURE(service);
    CHECK(reach(fmt::format("{}:Anything", service)) == "yes");
  }
  CHECK(reach("S3:GetObject") == "yes");
  // Not on the list as of its date: it keeps growing.
  CHECK(reach("ec2:RunInstances") == "open");
  CHECK(reach("iam:CreateUser") == "open");
}

TEST_CASE("4.5, 12: what RCPs do not reach") {
  CHECK(reach("kms:RetireGrant") == "no");
  CHECK(reach("kms:CreateGrant") == "yes");
  CHECK(reach("s3:GetObject", "arn:aws:s3:::b/k", kServiceLinked) == "no");
  CHECK(reach("s3:GetObject", "arn:aws:s3:::b/k", kServiceLinkedSession) == "open");
  // An action that takes no resource has none that an RCP could protect.
  CHECK(reach("s3:ListAllMyBuckets", "*") == "open");
}

TEST_CASE("4.1: an RCP needs no Allow of its own, RCPFullAWSAccess is everywhere") {
  const Scene scene{.policies = layer("identity", {kAllowAll}) + R"(,"rcps":[[],[]])"};
  CHECK(support::decide(scene) == "allowed identity-allow");
}

// --- Levels
// ----------------------------------------------------------------------------------------

TEST_CASE("4.1: every level of SCPs has to allow, any of its documents will do") {
  const std::string all(kAllowAll);
  const std::string silent(kSilent);
  const std::string deny(kDenyAll);
  const auto decide = [](const std::string& levels) {
    return support::decide(
        Scene{.policies = layer("identity", {kAllowAll}) + fmt::format(R"(,"scps":{})", levels)});
  };
  CHECK(decide("[]") == "allowed identity-allow");
  CHECK(decide(fmt::format("[[{}],[{}],[{}]]", all, all, all)) == "allowed identity-allow");
  CHECK(decide(fmt::format("[[{}],[{},{}]]", all, silent, all)) == "allowed identity-allow");
  CHECK(decide(fmt::format("[[{}],[{}]]", all, silent)) ==
        "implicitDeny scp-implicit-deny at level 1");
  CHECK(decide(fmt::format("[[{}],[{}]]", silent, all)) == "implicitDeny scp-implicit-deny");
  CHECK(decide(fmt::format("[[{}],[]]", all)) == "implicitDeny scp-implicit-deny at level 1");
  CHECK(decide(fmt::format("[[{}],[{},{}],[{}]]", all, all, deny, all)) ==
        "explicitDeny scp-explicit-deny");
}

TEST_CASE("4.1: an SCP grants nothing") {
  CHECK(support::decide(Scene{.policies = layer("scps", {kAllowAll})}) ==
        "implicitDeny identity-implicit-deny");
}

// --- VPC endpoints
// ---------------------------------------------------------------------------------

TEST_CASE("4.1: an endpoint's policy has to allow too; none is the default that allows") {
  const auto decide = [](std::string_view statement) {
    return support::decide(Scene{.policies = layer("identity", {kAllowAll}) + "," +
                                             layer("endpoint", {support::document(statement)})});
  };
  CHECK(decide(R"({"Effect":"Allow","Principal":"*","Action":"*","Resource":"*"})") ==
        "allowed identity-allow");
  CHECK(decide(R"({"Effect":"Allow","Principal":"*","Action":"s3:PutObject","Resource":"*"})") ==
        "implicitDeny endpoint-implicit-deny");
  CHECK(decide(R"({"Effect":"Deny","Principal":"*","Action":"*","Resource":"*"})") ==
        "explicitDeny endpoint-explicit-deny");
  // A gateway endpoint reads an account as its root user only, an interface endpoint does not.
  CHECK(decide(R"({"Effect":"Allow","Principal":{"AWS":"111122223333"},"Action":"*",
                   "Resource":"*"})") == "undecided: allowed or implicitDeny");
}

}  // namespace
}  // namespace cordon
