#include "engine/catalogue/action_groups.h"

#include <algorithm>
#include <array>

#include "engine/catalogue/name_order.h"

namespace cordon::catalogue {
namespace {

constexpr auto kItself = [](std::string_view name) { return name; };

constexpr auto kReturnsCredentials = std::to_array<std::string_view>({
    "airflow:CreateCliToken",
    "airflow:CreateWebLoginToken",
    "appsync:CreateApiKey",
    "chime:CreateApiKey",
    "codeartifact:GetAuthorizationToken",
    "codepipeline:PollForJobs",
    "cognito-identity:GetCredentialsForIdentity",
    "cognito-identity:GetOpenIdToken",
    "cognito-identity:GetOpenIdTokenForDeveloperIdentity",
    "cognito-idp:DescribeUserPoolClient",
    "connect:GetFederationToken",
    "deadline:AssumeFleetRoleForRead",
    "deadline:AssumeFleetRoleForWorker",
    "deadline:AssumeQueueRoleForRead",
    "deadline:AssumeQueueRoleForUser",
    "deadline:AssumeQueueRoleForWorker",
    "dsql:DbConnect",
    "dsql:DbConnectAdmin",
    "ec2:CreateKeyPair",
    "ec2:GetPasswordData",
    "ecr-public:GetAuthorizationToken",
    "ecr:GetAuthorizationToken",
    "eks-auth:AssumeRoleForPodIdentity",
    "elasticmapreduce:GetClusterSessionCredentials",
    "gamelift:GetComputeAccess",
    "gamelift:GetComputeAuthToken",
    "gamelift:GetInstanceAccess",
    "gamelift:RequestUploadCredentials",
    "grafana:CreateWorkspaceApiKey",
    "grafana:CreateWorkspaceServiceAccountToken",
    "iam:CreateAccessKey",
    "iam:CreateLoginProfile",
    "iam:CreateServiceSpecificCredential",
    "iam:ResetServiceSpecificCredential",
    "iam:UpdateAccessKey",
    "iot:CreateKeysAndCertificate",
    "iot:CreateProvisioningClaim",
    "lakeformation:GetTemporaryGluePartitionCredentials",
    "lakeformation:GetTemporaryGlueTableCredentials",
    "lightsail:CreateBucketAccessKey",
    "lightsail:CreateKeyPair",
    "lightsail:DownloadDefaultKeyPair",
    "lightsail:GetBucketAccessKeys",
    "lightsail:GetInstanceAccessDetails",
    "lightsail:GetKeyPair",
    "lightsail:GetRelationalDatabaseMasterUserPassword",
    "mediapackage:RotateChannelCredentials",
    "mediapackage:RotateIngestEndpointCredentials",
    "rds-db:connect",
    "redshift-serverless:GetCredentials",
    "redshift:GetClusterCredentials",
    "redshift:GetClusterCredentialsWithIAM",
    "s3:GetDataAccess",
    "s3express:CreateSession",
    "snowball:GetJobUnlockCode",
    "ssm:GetAccessToken",
    "storagegateway:DescribeChapCredentials",
    "sts:AssumeRole",
    "sts:AssumeRoleWithSAML",
    "sts:AssumeRoleWithWebIdentity",
    "sts:AssumeRoot",
    "sts:GetDelegatedAccessToken",
    "sts:GetFederationToken",
    "sts:GetSessionToken",
    "sts:GetWebIdentityToken",
});
static_assert(strictly_sorted(kReturnsCredentials, kItself));

constexpr auto kMintsSessions = std::to_array<std::string_view>({
    "cognito-identity:GetCredentialsForIdentity",
    "eks-auth:AssumeRoleForPodIdentity",
    "sts:AssumeRole",
    "sts:AssumeRoleWithSAML",
    "sts:AssumeRoleWithWebIdentity",
    "sts:AssumeRoot",
    "sts:GetDelegatedAccessToken",
    "sts:GetFederationToken",
    "sts:GetSessionToken",
});
static_assert(strictly_sorted(kMintsSessions, kItself));

constexpr auto kMintsKeys = std::to_array<std::string_view>({
    "iam:ChangePassword",
    "iam:CreateAccessKey",
    "iam:CreateLoginProfile",
    "iam:CreateServiceSpecificCredential",
    "iam:ResetServiceSpecificCredential",
    "iam:UpdateAccessKey",
    "iam:UpdateLoginProfile",
    "iam:UpdateServiceSpecificCredential",
    "iam:UpdateSigningCertificate",
    "iam:UpdateSSHPublicKey",
    "iam:UploadSigningCertificate",
    "iam:UploadSSHPublicKey",
});
static_assert(strictly_sorted(kMintsKeys, kItself));

constexpr auto kReadsData = std::to_array<std::string_view>({
    "athena:GetQueryResults",
    "codecommit:GitPull",
    "dynamodb:BatchGetItem",
    "dynamodb:ExportTableToPointInTime",
    "dynamodb:GetItem",
    "dynamodb:GetRecords",
    "dynamodb:PartiQLSelect",
    "dynamodb:Query",
    "dynamodb:Scan",
    "ebs:GetSnapshotBlock",
    "ecr:BatchGetImage",
    "ecr:GetDownloadUrlForLayer",
    "glacier:GetJobOutput",
    "kinesis:GetRecords",
    "kms:Decrypt",
    "lambda:GetFunction",
    "logs:FilterLogEvents",
    "logs:GetLogEvents",
    "logs:GetQueryResults",
    "rds-data:ExecuteStatement",
    "rds:CopyDBSnapshot",
    "rds:CreateDBSnapshot",
    "rds:StartExportTask",
    "redshift-data:GetStatementResult",
    "s3:GetObject",
    "s3:GetObjectVersion",
    "secretsmanager:BatchGetSecretValue",
    "secretsmanager:GetSecretValue",
    "sqs:ReceiveMessage",
    "ssm:GetParameter",
    "ssm:GetParameterHistory",
    "ssm:GetParameters",
    "ssm:GetParametersByPath",
});
static_assert(strictly_sorted(kReadsData, kItself));

constexpr auto kSharesData = std::to_array<std::string_view>({
    "ec2:ModifyImageAttribute",
    "ec2:ModifySnapshotAttribute",
    "kms:CreateGrant",
    "ram:AssociateResourceShare",
    "ram:CreateResourceShare",
    "rds:ModifyDBClusterSnapshotAttribute",
    "rds:ModifyDBSnapshotAttribute",
    "redshift:AuthorizeDataShare",
    "redshift:AuthorizeSnapshotAccess",
    "s3:PutBucketAcl",
    "s3:PutObjectAcl",
    "s3:PutReplicationConfiguration",
    "ssm:ModifyDocumentPermission",
});
static_assert(strictly_sorted(kSharesData, kItself));

constexpr auto kEditsPolicies = std::to_array<std::string_view>({
    "iam:AddUserToGroup",
    "iam:AttachGroupPolicy",
    "iam:AttachRolePolicy",
    "iam:AttachUserPolicy",
    "iam:CreatePolicyVersion",
    "iam:DeleteGroupPolicy",
    "iam:DeletePolicy",
    "iam:DeletePolicyVersion",
    "iam:DeleteRolePermissionsBoundary",
    "iam:DeleteRolePolicy",
    "iam:DeleteUserPermissionsBoundary",
    "iam:DeleteUserPolicy",
    "iam:DetachGroupPolicy",
    "iam:DetachRolePolicy",
    "iam:DetachUserPolicy",
    "iam:PutGroupPolicy",
    "iam:PutRolePermissionsBoundary",
    "iam:PutRolePolicy",
    "iam:PutUserPermissionsBoundary",
    "iam:PutUserPolicy",
    "iam:RemoveUserFromGroup",
    "iam:SetDefaultPolicyVersion",
    "iam:UpdateAssumeRolePolicy",
    "organizations:DeletePolicy",
    "organizations:DetachPolicy",
    "organizations:DisablePolicyType",
    "organizations:UpdatePolicy",
    "sso:AttachCustomerManagedPolicyReferenceToPermissionSet",
    "sso:AttachManagedPolicyToPermissionSet",
    "sso:DeleteInlinePolicyFromPermissionSet",
    "sso:DetachManagedPolicyFromPermissionSet",
    "sso:PutInlinePolicyToPermissionSet",
    "sso:PutPermissionsBoundaryToPermissionSet",
});
static_assert(strictly_sorted(kEditsPolicies, kItself));

constexpr std::uint32_t hours(std::uint32_t count) { return count * 3600; }

// What STS does not make itself is left out: instance profiles and other services' roles renew
// their credentials, and console sessions come from these.
constexpr auto kLifetimes = std::to_array<Lifetime>({
    {.action = "sts:AssumeRole", .seconds = hours(12), .for_session = hours(1)},
    {.action = "sts:AssumeRoleWithSAML", .seconds = hours(12)},
    {.action = "sts:AssumeRoleWithWebIdentity", .seconds = hours(12)},
    {.action = "sts:AssumeRoot", .seconds = 900, .for_session = 900},
    {.action = "sts:GetFederationToken", .seconds = hours(36), .for_root = hours(1)},
    {.action = "sts:GetSessionToken", .seconds = hours(36), .for_root = hours(1)},
});
static_assert(strictly_sorted(kLifetimes, &Lifetime::action));

}  // namespace

std::span<const std::string_view> actions_in(ActionGroup group) {
  switch (group) {
    case ActionGroup::kReturnsCredentials:
      return kReturnsCredentials;
    case ActionGroup::kMintsSessions:
      return kMintsSessions;
    case ActionGroup::kMintsKeys:
      return kMintsKeys;
    case ActionGroup::kReadsData:
      return kReadsData;
    case ActionGroup::kSharesData:
      return kSharesData;
    case ActionGroup::kEditsPolicies:
      return kEditsPolicies;
  }
  return {};
}

bool is_in(ActionGroup group, std::string_view action) {
  return find_row(actions_in(group), action, kItself) != nullptr;
}

std::span<const Lifetime> lifetimes() { return kLifetimes; }

std::uint32_t longest_lifetime_seconds() {
  return std::ranges::max_element(kLifetimes, {}, &Lifetime::seconds)->seconds;
}

}  // namespace cordon::catalogue
