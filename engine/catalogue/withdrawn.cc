#include "engine/catalogue/withdrawn.h"

#include <algorithm>
#include <array>

#include "engine/catalogue/name_order.h"

namespace cordon::catalogue {
namespace {

// Each date is that of a notice: "IoT 1-Click Developer Guide", "Lookout for Vision Developer
// Guide", "OpsWorks Stacks API Reference", "RoboMaker Developer Guide", "Amazon QLDB Developer
// Guide", and of CodeStar's its user guide, as quoted elsewhere.
constexpr auto kServices = std::to_array<WithdrawnService>({
    {"a4b", "Alexa for Business", "", ""},
    {"applicationwizard", "Amazon Application Wizard", "", ""},
    {"builderid", "AWS Builder ID", "", ""},
    {"catalog-admin", "AWS Service Catalog, its first prefix for administrators", "",
     "servicecatalog"},
    {"catalog-user", "AWS Service Catalog, its first prefix for users", "", "servicecatalog"},
    {"codestar", "AWS CodeStar", "2024-07-31", ""},
    {"crowd", "Amazon Mechanical Turk Crowd", "", ""},
    {"datazonecontrol", "Amazon DataZone, its preview", "", "datazone"},
    {"deepcomposer", "AWS DeepComposer", "", ""},
    {"deeplens", "AWS DeepLens", "", ""},
    {"deepracer", "AWS DeepRacer", "", ""},
    {"elastic-inference", "Amazon Elastic Inference", "", ""},
    {"honeycode", "Amazon Honeycode", "", ""},
    {"iot1click", "AWS IoT 1-Click", "2024-12-16", ""},
    {"lookoutvision", "Amazon Lookout for Vision", "2025-10-31", ""},
    {"mobilehub", "AWS Mobile Hub", "", "amplify"},
    {"opsworks", "AWS OpsWorks Stacks", "2024-05-26", ""},
    {"qldb", "Amazon QLDB", "2025-07-31", ""},
    {"robomaker", "AWS RoboMaker", "2025-09-10", ""},
    {"workdocs", "Amazon WorkDocs", "", ""},
    {"zocalo", "Amazon WorkDocs, its first name", "", "workdocs"},
});
static_assert(strictly_sorted(kServices, &WithdrawnService::prefix));

constexpr auto kActions = std::to_array<std::string_view>({
    "memorydb:ReplicateMultiRegionClusterData",
    "qapps:ImportDocumentToQApp",
    "qapps:ImportDocumentToQAppSession",
    "route53-recovery-control-config:DescribeRoutingControlByName",
    "securityagent:BatchGetAgentInstances",
    "securityagent:BatchGetSecurityTestContentMetadata",
    "securityagent:BatchGetTasks",
    "securityagent:CreateDocumentReview",
    "securityagent:DeleteDocumentReview",
    "securityagent:GetCodeReviewTask",
    "securityagent:GetDocReviewTask",
    "securityagent:GetDocumentReview",
    "securityagent:GetDocumentReviewArtifact",
    "securityagent:ListAgentInstances",
    "securityagent:ListControls",
    "securityagent:ListDocumentReviewComments",
    "securityagent:ListDocumentReviews",
    "securityagent:ListTasks",
    "securityagent:StartPentestExecution",
    "securityagent:StopPentestExecution",
    "servicecatalog:AccountLevelDescribeRecord",
    "servicecatalog:AccountLevelListRecordHistory",
    "servicecatalog:AccountLevelScanProvisionedProducts",
    "servicecatalog:GetTagOptionMigrationStatus",
});
constexpr auto kItself = [](std::string_view name) { return name; };
static_assert(strictly_sorted(kActions, kItself));

constexpr std::array<std::string_view, 2> kArnOnly = {"catalog", "route53-recovery-control"};

constexpr std::array<std::string_view, 4> kWithoutAccount = {
    "resource-explorer-2 view", "ssm automation-definition", "ssm document", "ssm parameter"};

bool is_joined(std::string_view joined, std::string_view service, std::string_view type) {
  const std::size_t blank = joined.find(' ');
  return same_name(joined.substr(0, blank), service) && same_name(joined.substr(blank + 1), type);
}

}  // namespace

std::span<const WithdrawnService> withdrawn_services() { return kServices; }

const WithdrawnService* find_withdrawn_service(std::string_view prefix) {
  return find_row(kServices, prefix, &WithdrawnService::prefix);
}

std::span<const std::string_view> unlisted_actions() { return kActions; }

bool is_unlisted_action(std::string_view full_name) {
  return find_row(kActions, full_name, kItself) != nullptr;
}

bool is_arn_only_service(std::string_view service) {
  return std::ranges::find(kArnOnly, service) != kArnOnly.end();
}

bool may_lack_account(std::string_view service, std::string_view resource_type) {
  return std::ranges::any_of(kWithoutAccount, [&](std::string_view each) {
    return is_joined(each, service, resource_type);
  });
}

}  // namespace cordon::catalogue
