#include "engine/rcp_reach.h"

#include <algorithm>
#include <array>

namespace cordon {
namespace {

// AWS Organizations User Guide, "Resource control policies (RCPs)", list of AWS services that
// support RCPs, as published on the date below; service prefixes in ascending order.
constexpr std::string_view kDate = "2026-09-27";
constexpr std::array<std::string_view, 62> kServices{
    "aoss",
    "appconfig",
    "appstream",
    "autoscaling",
    "autoscaling-plans",
    "budgets",
    "clouddirectory",
    "cloudfront",
    "cloudsearch",
    "cloudtrail-data",
    "codeartifact",
    "codebuild",
    "codecommit",
    "codepipeline",
    "cognito-identity",
    "cognito-idp",
    "comprehend",
    "comprehendmedical",
    "compute-optimizer",
    "cost-optimization-hub",
    "dax",
    "dsql",
    "dynamodb",
    "ecr",
    "ecr-public",
    "events",
    "firehose",
    "fis",
    "fms",
    "gamelift",
    "health",
    "inspector-scan",
    "kendra",
    "kinesisvideo",
    "kms",
    "logs",
    "memorydb",
    "networkmonitor",
    "notifications",
    "opensearch",
    "pca-connector-ad",
    "personalize",
    "polly",
    "pricing",
    "resource-groups",
    "rolesanywhere",
    "s3",
    "secretsmanager",
    "servicediscovery",
    "signin",
    "sqs",
    "sts",
    "support",
    "swf",
    "textract",
    "timestream-influxdb",
    "transcribe",
    "transfer",
    "translate",
    "wafv2",
    "workspaces",
    "xray",
};
static_assert(std::ranges::is_sorted(kServices));

}  // namespace

std::string_view rcp_services_date() { return kDate; }

std::span<const std::string_view> rcp_services() { return kServices; }

bool rcps_known_to_reach(std::string_view service) {
  return std::ranges::binary_search(kServices, service);
}

Truth rcps_reach(const Request& request) {
  if (request.action_lower() == "kms:retiregrant") return Truth::kFalse;
  const bool listed = rcps_known_to_reach(request.service());
  // An action that takes no resource is said to be out of reach; `*` may also stand for a resource
  // that was not named.
  const bool has_resource = request.resource() != "*";
  return (listed && has_resource ? Truth::kTrue : Truth::kUnknown) &
         !request.caller().service_linked;
}

}  // namespace cordon
