// Service principals: their names, their shapes, and the keys that they lack.

#include "engine/catalogue/service_principals.h"

#include <fmt/format.h>

#include <string>

#include "doctest/doctest.h"
#include "engine/catalogue/global_keys.h"

namespace cordon::catalogue {
namespace {

std::string parsed(std::string_view text) {
  const auto name = parse_service_principal(text);
  return name ? fmt::format("{} [{}] {}", name->service, name->region, name->suffix) : "none";
}

TEST_CASE("service principals: shapes") {
  struct Row {
    std::string_view text;
    std::string_view parsed;
  };
  const Row rows[] = {
      {"lambda.amazonaws.com", "lambda [] amazonaws.com"},
      {"delivery.logs.amazonaws.com", "delivery.logs [] amazonaws.com"},
      {"logs.us-east-1.amazonaws.com", "logs [us-east-1] amazonaws.com"},
      {"kinesis.us-gov-west-1.amazonaws.com", "kinesis [us-gov-west-1] amazonaws.com"},
      {"us-east-1.elasticache-snapshot.amazonaws.com",
       "elasticache-snapshot [us-east-1] amazonaws.com"},
      {"s3.xx-east-9.amazonaws.com", "s3 [xx-east-9] amazonaws.com"},
      {"ec2.amazonaws.com.cn", "ec2 [] amazonaws.com.cn"},
      {"logs.cn-north-1.amazonaws.com.cn", "logs [cn-north-1] amazonaws.com.cn"},
      {"ec2.amazonaws.eu", "ec2 [] amazonaws.eu"},
      {"ec2.c2s.ic.gov", "ec2 [] c2s.ic.gov"},
      {"alexa-appkit.amazon.com", "alexa-appkit [] amazon.com"},
      {"us-east-1.amazonaws.com", "us-east-1 [] amazonaws.com"},
      {"Lambda.amazonaws.com", "none"},
      {"lambda.amazonaws.org", "none"},
      {"lambda.amazonaws.com.", "none"},
      {".amazonaws.com", "none"},
      {"amazonaws.com", "none"},
      {"a..b.amazonaws.com", "none"},
      {"-a.amazonaws.com", "none"},
      {"*.amazonaws.com", "none"},
      {"s3.*.amazonaws.com", "none"},
      {"lambda", "none"},
      {"xamazonaws.com", "none"},
      {"", "none"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.text);
    CHECK(parsed(row.text) == row.parsed);
  }
}

std::string found(std::string_view text) {
  const auto principal = find_service_principal(text);
  if (!principal) return "unknown";
  return fmt::format("{}{}", principal->name, principal->sets_source ? " source" : "");
}

TEST_CASE("service principals: which are known, in any region and partition") {
  struct Row {
    std::string_view text;
    std::string_view found;
  };
  const Row rows[] = {
      {"lambda.amazonaws.com", "lambda.amazonaws.com"},
      {"cloudtrail.amazonaws.com", "cloudtrail.amazonaws.com source"},
      {"logs.eu-west-1.amazonaws.com", "logs.amazonaws.com source"},
      {"ec2.amazonaws.com.cn", "ec2.amazonaws.com"},
      {"alexa-appkit.amazon.com", "alexa-appkit.amazon.com"},
      {"alexa-appkit.amazonaws.com", "unknown"},
      {"lambdas.amazonaws.com", "unknown"},
      {"lamb.amazonaws.com", "unknown"},
      {"ec2.application-autoscaling.amazonaws.com", "ec2.application-autoscaling.amazonaws.com"},
      {"lambda", "unknown"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.text);
    CHECK(found(row.text) == row.found);
  }
}

TEST_CASE("service principals: every known one is well-formed and finds itself") {
  std::size_t known = 0;
  std::size_t with_source = 0;
  for (const ServicePrincipal& principal : service_principals()) {
    CAPTURE(principal.name);
    const auto again = find_service_principal(principal.name);
    REQUIRE(again.has_value());
    CHECK(again->name == principal.name);
    ++known;
    with_source += principal.sets_source ? 1 : 0;
  }
  CHECK(known > 400);
  CHECK(with_source > 50);
}

TEST_CASE("service principals: keys that tell of a user, a role or a session are never theirs") {
  struct Row {
    std::string_view principal;
    std::string_view key;
    bool never;
  };
  const Row rows[] = {
      {"cloudfront.amazonaws.com", "aws:PrincipalOrgID", true},
      {"cloudfront.amazonaws.com", "aws:principalarn", true},
      {"sns.amazonaws.com", "aws:PrincipalTag/team", true},
      {"sns.amazonaws.com", "aws:username", true},
      {"sns.amazonaws.com", "aws:TokenIssueTime", true},
      {"sns.amazonaws.com", "aws:CalledVia", true},
      {"sns.amazonaws.com", "aws:SourceArn", false},
      {"sns.amazonaws.com", "aws:PrincipalIsAWSService", false},
      {"sns.amazonaws.com", "aws:SourceIp", false},
      {"sns.amazonaws.com", "sns:Protocol", false},
      {"rolesanywhere.amazonaws.com", "aws:PrincipalTag/x509Subject/CN", false},
  };
  for (const Row& row : rows) {
    CAPTURE(row.principal);
    CAPTURE(row.key);
    CHECK(never_carried_by(row.principal, row.key) == row.never);
  }
}

}  // namespace
}  // namespace cordon::catalogue
