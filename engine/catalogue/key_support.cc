#include "engine/catalogue/key_support.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>

#include "engine/catalogue/name_order.h"

namespace cordon::catalogue {
namespace {

constexpr std::array<std::string_view, 4> kKeys = {"aws:SourceVpcArn", "aws:VpceAccount",
                                                   "aws:VpceOrgID", "aws:VpceOrgPaths"};

constexpr unsigned kOrgId = 1U << 2U;         // aws:VpceOrgID alone
constexpr unsigned kVpce = kOrgId | 2U | 8U;  // the three keys on the owner of the endpoint
constexpr unsigned kAll = kVpce | 1U;

struct Support {
  std::string_view service;
  unsigned keys = kAll;  // bits in the order of kKeys
};

constexpr auto kSupport = std::to_array<Support>({
    {"acm-pca"},
    {"applicationinsights"},
    {"apprunner"},
    {"athena"},
    {"b2bi", kOrgId},
    {"cassandra", kOrgId},
    {"cloudformation"},
    {"cognito-identity", kOrgId},
    {"comprehendmedical"},
    {"compute-optimizer"},
    {"datasync"},
    {"discovery"},
    {"dms", kOrgId},
    {"ds-data", kOrgId},
    {"dynamodb", kVpce},
    {"ebs"},
    {"ecr"},
    {"ecs"},
    {"firehose"},
    {"gamelift", kVpce},
    {"healthlake"},
    {"iam"},
    {"identitystore", kOrgId},
    {"iotfleetwise"},
    {"iottwinmaker", kOrgId},
    {"iotwireless"},
    {"kinesisanalytics"},
    {"kms"},
    {"lambda"},
    {"medical-imaging"},
    {"network-firewall", kOrgId},
    {"omics"},
    {"payment-cryptography"},
    {"polly"},
    {"pricing", kOrgId},
    {"rbin"},
    {"rekognition"},
    {"route53"},
    {"s3"},
    {"scheduler"},
    {"servicediscovery"},
    {"servicequotas"},
    {"ses", kOrgId},
    {"shield", kVpce},
    {"sms-voice", kOrgId},
    {"sqs", kOrgId},
    {"ssm-contacts"},
    {"storagegateway"},
    {"textract"},
    {"transcribe"},
    {"transfer"},
    {"workmail", kOrgId},
});
static_assert(strictly_sorted(kSupport, &Support::service));

// A rule of EventBridge targets set up before March 2023 is another exception; a policy does not
// show it, so it is left out.
constexpr auto kLackOwner = std::to_array<std::string_view>({
    "auditmanager:UpdateAssessmentFrameworkShare",
    "detective:AcceptInvitation",
    "ds:AcceptSharedDirectory",
    "ec2:AcceptTransitGatewayPeeringAttachment",
    "ec2:AcceptVpcEndpointConnections",
    "ec2:AcceptVpcPeeringConnection",
    "ec2:CreateTransitGatewayPeeringAttachment",
    "ec2:CreateVpcEndpoint",
    "ec2:CreateVpcPeeringConnection",
    "es:AcceptInboundConnection",
    "guardduty:AcceptAdministratorInvitation",
    "macie2:AcceptInvitation",
    "route53:AssociateVpcWithHostedZone",
    "route53:CreateVPCAssociationAuthorization",
    "securityhub:AcceptAdministratorInvitation",
});
static_assert(strictly_sorted(kLackOwner, [](std::string_view name) { return name; }));

std::string_view service_of(std::string_view action) { return action.substr(0, action.find(':')); }

std::optional<unsigned> bit_of(std::string_view key) {
  for (unsigned i = 0; i < kKeys.size(); ++i) {
    if (same_name(kKeys[i], key)) return 1U << i;
  }
  return std::nullopt;
}

}  // namespace

bool is_limited_to_services(std::string_view key) { return bit_of(key).has_value(); }

bool service_carries(std::string_view action, std::string_view key) {
  const std::optional<unsigned> bit = bit_of(key);
  if (!bit) return true;
  if (same_name(action, "iam:PassRole")) return false;
  const Support* row = find_row(kSupport, service_of(action), &Support::service);
  return row != nullptr && (row->keys & *bit) != 0;
}

bool lacks_resource_owner(std::string_view action) {
  return same_name(service_of(action), "ebs") ||
         find_row(kLackOwner, action, [](std::string_view name) { return name; }) != nullptr;
}

}  // namespace cordon::catalogue
