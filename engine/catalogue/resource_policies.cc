#include "engine/catalogue/resource_policies.h"

#include <algorithm>

#include "engine/catalogue/global_keys.h"
#include "engine/catalogue/name_order.h"

namespace cordon::catalogue {
namespace {

constexpr Quota bytes(std::uint32_t size, WhiteSpace white_space = WhiteSpace::kUnknown) {
  return {.size = size, .unit = SizeUnit::kBytes, .white_space = white_space};
}

constexpr Quota characters(std::uint32_t size) { return {.size = size}; }

// No quota: no page was found that tells one.
constexpr auto kTargets = std::to_array<PolicyTarget>({
    {.type = "AWS::ACMPCA::CertificateAuthority",
     .service = "acm-pca",
     .resources = {"certificate-authority"},
     .edits = {"acm-pca:PutPolicy", "acm-pca:DeletePolicy", "acm-pca:CreatePermission"}},
    {.type = "AWS::ApiGateway::RestApi",
     .service = "execute-api",
     .resources = {"execute-api-general"},
     .edits = {"apigateway:UpdateRestApiPolicy"},
     .quota = bytes(8'192)},
    {.type = "AWS::Backup::BackupVault",
     .service = "backup",
     .resources = {"backupVault", "recoveryPoint"},
     .edits = {"backup:PutBackupVaultAccessPolicy", "backup:DeleteBackupVaultAccessPolicy"}},
    {.type = "AWS::CodeArtifact::Domain",
     .service = "codeartifact",
     .resources = {"domain"},
     .edits = {"codeartifact:PutDomainPermissionsPolicy",
               "codeartifact:DeleteDomainPermissionsPolicy"}},
    {.type = "AWS::CodeArtifact::Repository",
     .service = "codeartifact",
     .resources = {"repository", "package"},
     .edits = {"codeartifact:PutRepositoryPermissionsPolicy",
               "codeartifact:DeleteRepositoryPermissionsPolicy"}},
    {.type = "AWS::DynamoDB::Stream",
     .service = "dynamodb",
     .resources = {"stream"},
     .edits = {"dynamodb:PutResourcePolicy", "dynamodb:DeleteResourcePolicy"},
     .quota = bytes(20'480, WhiteSpace::kCounts)},
    {.type = "AWS::DynamoDB::Table",
     .service = "dynamodb",
     .resources = {"table", "index"},
     .edits = {"dynamodb:PutResourcePolicy", "dynamodb:DeleteResourcePolicy"},
     .quota = bytes(20'480, WhiteSpace::kCounts),
     .validated = true},
    {.type = "AWS::ECR::Repository",
     .service = "ecr",
     .resources = {"repository"},
     .edits = {"ecr:SetRepositoryPolicy", "ecr:DeleteRepositoryPolicy"},
     .quota = characters(10'240)},
    {.type = "AWS::EFS::FileSystem",
     .service = "elasticfilesystem",
     .resources = {"file-system"},
     .edits = {"elasticfilesystem:PutFileSystemPolicy", "elasticfilesystem:DeleteFileSystemPolicy"},
     .quota = characters(20'000)},
    {.type = "AWS::Events::EventBus",
     .service = "events",
     .resources = {"event-bus", "rule-on-custom-event-bus", "rule-on-default-event-bus"},
     .edits = {"events:PutPermission", "events:RemovePermission"},
     .quota = characters(10'240)},
    {.type = "AWS::IAM::AssumeRolePolicyDocument",
     .service = "sts",
     .resources = {"iam role"},
     .edits = {"iam:UpdateAssumeRolePolicy"},
     .quota = {.size = 2'048, .white_space = WhiteSpace::kIgnored, .raised = 8'192},
     .validated = true},
    {.type = "AWS::Kinesis::Stream",
     .service = "kinesis",
     .resources = {"stream", "consumer"},
     .edits = {"kinesis:PutResourcePolicy", "kinesis:DeleteResourcePolicy"},
     .quota = bytes(20'480)},
    {.type = "AWS::KMS::Key",
     .service = "kms",
     .resources = {"key"},
     .edits = {"kms:PutKeyPolicy"},
     .quota = bytes(32'768)},
    {.type = "AWS::Lambda::Function",
     .service = "lambda",
     .resources = {"function", "function alias", "function version"},
     .edits = {"lambda:AddPermission", "lambda:RemovePermission", "lambda:PutResourcePolicy"},
     .quota = bytes(20'480)},
    {.type = "AWS::Lambda::LayerVersion",
     .service = "lambda",
     .resources = {"layerVersion"},
     .edits = {"lambda:AddLayerVersionPermission", "lambda:RemoveLayerVersionPermission"},
     .quota = bytes(20'480)},
    {.type = "AWS::Logs::ResourcePolicy",
     .service = "logs",
     .resources = {"log-group", "log-stream"},
     .edits = {"logs:PutResourcePolicy", "logs:DeleteResourcePolicy"},
     .quota = characters(5'120)},
    {.type = "AWS::OpenSearchService::Domain",
     .service = "es",
     .resources = {"domain"},
     .edits = {"es:UpdateDomainConfig", "es:UpdateElasticsearchDomainConfig"},
     .quota = bytes(102'400)},
    {.type = "AWS::S3::AccessPoint",
     .service = "s3",
     .resources = {"accesspoint", "accesspointobject"},
     .edits = {"s3:PutAccessPointPolicy", "s3:DeleteAccessPointPolicy"},
     .quota = bytes(20'480),
     .validated = true},
    {.type = "AWS::S3::Bucket",
     .service = "s3",
     .resources = {"bucket", "object"},
     .edits = {"s3:PutBucketPolicy", "s3:DeleteBucketPolicy"},
     .quota = bytes(20'480),
     .validated = true},
    {.type = "AWS::S3::MultiRegionAccessPoint",
     .service = "s3",
     .resources = {"multiregionaccesspoint", "accesspointobject"},
     .edits = {"s3:PutMultiRegionAccessPointPolicy"},
     .quota = bytes(20'480),
     .validated = true},
    {.type = "AWS::S3Express::DirectoryBucket",
     .service = "s3express",
     .resources = {"bucket"},
     .edits = {"s3express:PutBucketPolicy", "s3express:DeleteBucketPolicy"},
     .quota = bytes(20'480)},
    {.type = "AWS::S3ObjectLambda::AccessPoint",
     .service = "s3-object-lambda",
     .resources = {"objectlambdaaccesspoint"},
     .edits = {"s3:PutAccessPointPolicyForObjectLambda",
               "s3:DeleteAccessPointPolicyForObjectLambda"},
     .quota = bytes(20'480),
     .validated = true},
    {.type = "AWS::S3Tables::Table",
     .service = "s3tables",
     .resources = {"Table"},
     .edits = {"s3tables:PutTablePolicy", "s3tables:DeleteTablePolicy"}},
    {.type = "AWS::S3Tables::TableBucket",
     .service = "s3tables",
     .resources = {"TableBucket", "Table"},
     .edits = {"s3tables:PutTableBucketPolicy", "s3tables:DeleteTableBucketPolicy"}},
    {.type = "AWS::S3Vectors::VectorBucket",
     .service = "s3vectors",
     .resources = {"VectorBucket", "Index"},
     .edits = {"s3vectors:PutVectorBucketPolicy", "s3vectors:DeleteVectorBucketPolicy"}},
    {.type = "AWS::SecretsManager::Secret",
     .service = "secretsmanager",
     .resources = {"Secret"},
     .edits = {"secretsmanager:PutResourcePolicy", "secretsmanager:DeleteResourcePolicy"},
     .quota = characters(20'480)},
    {.type = "AWS::SES::EmailIdentity",
     .service = "ses",
     .resources = {"identity"},
     .edits = {"ses:CreateEmailIdentityPolicy", "ses:UpdateEmailIdentityPolicy",
               "ses:PutIdentityPolicy"}},
    {.type = "AWS::SNS::Topic",
     .service = "sns",
     .resources = {"topic"},
     .edits = {"sns:SetTopicAttributes", "sns:AddPermission", "sns:RemovePermission"}},
    {.type = "AWS::SQS::Queue",
     .service = "sqs",
     .resources = {"queue"},
     .edits = {"sqs:SetQueueAttributes", "sqs:AddPermission", "sqs:RemovePermission"},
     .quota = bytes(8'192)},
});

static_assert(strictly_sorted(kTargets, &PolicyTarget::type));

constexpr std::array<std::string_view, 6> kTrustActions = {
    "sts:AssumeRole", "sts:AssumeRoleWithSAML", "sts:AssumeRoleWithWebIdentity",
    "sts:SetContext", "sts:SetSourceIdentity",  "sts:TagSession"};

constexpr std::array<std::string_view, 2> kOwnAccountTypes = {"AWS::S3::AccessPoint",
                                                              "AWS::S3::Bucket"};

}  // namespace

std::span<const PolicyTarget> policy_targets() { return kTargets; }

const PolicyTarget* find_policy_target(std::string_view type) {
  return find_row(kTargets, type, &PolicyTarget::type);
}

bool can_name(const PolicyTarget& target, std::string_view service,
              std::string_view resource_type) {
  return std::ranges::any_of(target.resources, [&](std::string_view each) {
    const std::size_t blank = each.find(' ');
    const bool foreign = blank != std::string_view::npos &&
                         same_name(each.substr(0, blank), service) &&
                         same_name(each.substr(blank + 1), resource_type);
    const bool own = same_name(target.service, service) && same_name(each, resource_type);
    return !each.empty() && (foreign || own);
  });
}

bool edits_policy(const PolicyTarget& target, std::string_view action) {
  return !action.empty() && std::ranges::any_of(target.edits, [&](std::string_view each) {
    return same_name(each, action);
  });
}

bool is_irrelevant(const PolicyTarget& target, std::string_view key) {
  return same_name(key, "s3:ResourceAccount") &&
         std::ranges::find(kOwnAccountTypes, target.type) != kOwnAccountTypes.end();
}

std::span<const std::string_view> trust_policy_actions() { return kTrustActions; }

std::string_view companion_action(std::string_view key) {
  if (same_name(key, "sts:SourceIdentity")) return "sts:SetSourceIdentity";
  if (same_name(key, "sts:TransitiveTagKeys")) return "sts:TagSession";
  const GlobalKey* global = find_global_key(key);
  const bool tags =
      global != nullptr && (global->name == "aws:RequestTag/" || global->name == "aws:TagKeys");
  return tags ? "sts:TagSession" : "";
}

}  // namespace cordon::catalogue
