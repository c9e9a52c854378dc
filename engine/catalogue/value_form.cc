#include "engine/catalogue/value_form.h"

#include <array>

#include "engine/catalogue/global_keys.h"
#include "engine/catalogue/name_order.h"

namespace cordon::catalogue {
namespace {

using enum ValueForm;

// Source: the descriptions of the keys in the Service Authorization Reference, as of 2026-09.
constexpr auto kForms = std::to_array<ServiceKeyForm>({
    {"account:TargetRegion", kRegion},
    {"apprunner:VpcEndpointId", kVpcEndpointId},
    {"apprunner:VpcId", kVpcId},
    {"aws-external-anthropic:KeyArn", kKmsKeyArn},
    {"bedrock-agentcore:KmsKeyArn", kKmsKeyArn},
    {"cloudformation:TargetRegion", kRegion},
    {"cloudshell:VpcIds", kVpcId},
    {"codebuild:vpcConfig.vpcId", kVpcId},
    {"codeconnections:PassedToService", kServicePrincipal},
    {"codeconnections:VpcId", kVpcId},
    {"codestar-connections:PassedToService", kServicePrincipal},
    {"codestar-connections:VpcId", kVpcId},
    {"cognito-identity-auth:AccountId", kAccountId},
    {"cognito-identity-unauth:AccountId", kAccountId},
    {"comprehend:DataLakeKmsKey", kKmsKeyArn},
    {"comprehend:ModelKmsKey", kKmsKeyArn},
    {"comprehend:OutputKmsKey", kKmsKeyArn},
    {"comprehend:VolumeKmsKey", kKmsKeyArn},
    {"config:ConfigurationRecorderServicePrincipal", kServicePrincipal},
    {"dsql:WitnessRegion", kRegion},
    {"ec2:Region", kRegion},
    {"ec2:VpceServiceRegion", kRegion},
    {"ec2:VpceSupportedRegion", kRegion},
    {"ec2:VpcID", kVpcId},
    {"eks:encryptionConfigProviderKeyArns", kKmsKeyArn},
    {"events:creatorAccount", kAccountId},
    {"glue:VpcIds", kVpcId},
    {"iam:AWSServiceName", kServicePrincipal},
    {"iam:PassedToService", kServicePrincipal},
    {"identitystore:PrimaryRegion", kRegion},
    {"kms:CallerAccount", kAccountId},
    {"kms:GranteeServicePrincipal", kServicePrincipal},
    {"kms:PrimaryRegion", kRegion},
    {"kms:ReplicaRegion", kRegion},
    {"kms:RetiringServicePrincipal", kServicePrincipal},
    {"kms:ViaService", kRegionalService},
    {"lambda:VpcIds", kVpcId},
    {"mpa:ProtectedResourceAccount", kAccountId},
    {"observabilityadmin:CentralizationBackupRegion", kRegion},
    {"observabilityadmin:CentralizationDestinationAccount", kAccountId},
    {"observabilityadmin:CentralizationDestinationRegion", kRegion},
    {"observabilityadmin:CentralizationSourceRegions", kRegion},
    {"observabilityadmin:TargetRegions", kRegion},
    {"organizations:ServicePrincipal", kServicePrincipal},
    {"quicksight:KmsKeyArns", kKmsKeyArn},
    {"ram:ShareOwnerAccountId", kAccountId},
    {"refactor-spaces:ApplicationCreatedByAccount", kAccountId},
    {"refactor-spaces:CreatedByAccountIds", kAccountId},
    {"refactor-spaces:RouteCreatedByAccount", kAccountId},
    {"refactor-spaces:ServiceCreatedByAccount", kAccountId},
    {"s3:DataAccessPointAccount", kAccountId},
    {"s3:destinationRegion", kRegion},
    {"s3:ResourceAccount", kAccountId},
    {"s3:x-amz-server-side-encryption-aws-kms-key-id", kKmsKeyArn},
    {"s3express:DataAccessPointAccount", kAccountId},
    {"s3express:ResourceAccount", kAccountId},
    {"s3express:x-amz-server-side-encryption-aws-kms-key-id", kKmsKeyArn},
    {"s3tables:KMSKeyArn", kKmsKeyArn},
    {"s3vectors:kmsKeyArn", kKmsKeyArn},
    {"sagemaker:DomainSharingOutputKmsKey", kKmsKeyArn},
    {"sagemaker:DomainSharingOutputKmsKeyArn", kKmsKeyArn},
    {"sagemaker:FeatureGroupOfflineStoreKmsKey", kKmsKeyArn},
    {"sagemaker:FeatureGroupOfflineStoreKmsKeyArn", kKmsKeyArn},
    {"sagemaker:FeatureGroupOnlineStoreKmsKey", kKmsKeyArn},
    {"sagemaker:FeatureGroupOnlineStoreKmsKeyArn", kKmsKeyArn},
    {"sagemaker:HomeEfsFileSystemKmsKey", kKmsKeyArn},
    {"sagemaker:OutputKmsKey", kKmsKeyArn},
    {"sagemaker:OutputKmsKeyArn", kKmsKeyArn},
    {"sagemaker:VolumeKmsKey", kKmsKeyArn},
    {"sagemaker:VolumeKmsKeyArn", kKmsKeyArn},
    {"secretsmanager:AddReplicaRegions", kRegion},
    {"secretsmanager:KmsKeyArn", kKmsKeyArn},
    {"secretsmanager:SecretPrimaryRegion", kRegion},
    {"securityhub:TargetAccount", kAccountId},
    {"servicediscovery:ServiceCreatedByAccount", kAccountId},
    {"ses:ReplicaRegion", kRegion},
    {"ssm:NodeAccountId", kAccountId},
    {"ssm:NodeOrgId", kOrganizationId},
    {"sso:ApplicationAccount", kAccountId},
    {"sso:PrimaryRegion", kRegion},
    {"transcribe:OutputEncryptionKMSKeyId", kKmsKeyArn},
    {"vpc-lattice-svcs:SourceVpc", kVpcId},
    {"vpc-lattice-svcs:SourceVpcOwnerAccount", kAccountId},
    {"vpc-lattice:VpcEndpointId", kVpcEndpointId},
    {"vpc-lattice:VpcId", kVpcId},
});
static_assert(strictly_sorted(kForms, &ServiceKeyForm::name));

}  // namespace

std::span<const ServiceKeyForm> service_key_forms() { return kForms; }

ValueForm value_form(std::string_view key) {
  if (const GlobalKey* global = find_global_key(key)) return global->form;
  const ServiceKeyForm* row = find_row(kForms, key, &ServiceKeyForm::name);
  return row == nullptr ? kFree : row->form;
}

}  // namespace cordon::catalogue
