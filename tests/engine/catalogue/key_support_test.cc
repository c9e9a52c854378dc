// Which services and actions carry the global keys that not all of them do.

#include "engine/catalogue/key_support.h"

#include "doctest/doctest.h"
#include "engine/catalogue/global_keys.h"

namespace cordon::catalogue {
namespace {

TEST_CASE("keys on VPC endpoints: by service") {
  struct Row {
    std::string_view action;
    std::string_view key;
    bool carried;
  };
  const Row rows[] = {
      {"s3:GetObject", "aws:SourceVpcArn", true},
      {"s3:GetObject", "aws:VpceOrgID", true},
      {"S3:*", "aws:vpceaccount", true},
      {"dynamodb:GetItem", "aws:SourceVpcArn", false},
      {"dynamodb:GetItem", "aws:VpceAccount", true},
      {"dynamodb:GetItem", "aws:VpceOrgID", true},
      {"dynamodb:GetItem", "aws:VpceOrgPaths", true},
      {"sqs:SendMessage", "aws:VpceOrgID", true},
      {"sqs:SendMessage", "aws:VpceAccount", false},
      {"sqs:SendMessage", "aws:VpceOrgPaths", false},
      {"sns:Publish", "aws:VpceOrgID", false},
      {"iam:GetRole", "aws:VpceAccount", true},
      {"iam:passrole", "aws:VpceAccount", false},
      {"sns:Publish", "aws:SourceVpce", true},
      {"", "aws:VpceAccount", false},
  };
  for (const Row& row : rows) {
    CAPTURE(row.action);
    CAPTURE(row.key);
    CHECK(service_carries(row.action, row.key) == row.carried);
  }
}

TEST_CASE("keys on VPC endpoints: four are limited, and they are keys of VPC endpoints") {
  std::size_t limited = 0;
  for (const GlobalKey& key : global_keys()) {
    if (!is_limited_to_services(key.name)) continue;
    CHECK(key.presence == Presence::kThroughVpcEndpoint);
    ++limited;
  }
  CHECK(limited == 4);
}

TEST_CASE("the owner of the resource is not told for some actions") {
  struct Row {
    std::string_view action;
    bool lacks;
  };
  const Row rows[] = {
      {"ec2:CreateVpcEndpoint", true},
      {"EC2:createvpcendpoint", true},
      {"ebs:GetSnapshotBlock", true},
      {"securityhub:AcceptAdministratorInvitation", true},
      {"ec2:DescribeInstances", false},
      {"s3:GetObject", false},
      {"", false},
  };
  for (const Row& row : rows) {
    CAPTURE(row.action);
    CHECK(lacks_resource_owner(row.action) == row.lacks);
  }
}

}  // namespace
}  // namespace cordon::catalogue
