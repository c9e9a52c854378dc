// Every issue code of AWS's ValidatePolicy (IAM User Guide, "Access Analyzer policy check
// reference", as of 2026-09: 153 codes) with a smallest policy that gets it here: one row a code,
// so that a rule that stops finding its matter, or loses its code, fails. A policy without
// `Statement` is a statement of a policy of 2012; `@N@` in it stands for N letters.

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "doctest/doctest.h"
#include "rules/documents/documents.h"
#include "rules/registry.h"
#include "rules/run.h"

namespace cordon {
namespace {

struct CodeRow {
  std::string_view code;
  std::string_view type;  // and, behind a blank, the type of the resource
  std::string_view policy;
};

// clang-format off
constexpr auto kRows = std::to_array<CodeRow>({
    {"ARN_ACCOUNT_NOT_ALLOWED", "identity",
     R"({"Effect":"Allow","Action":"s3:ListBucket","Resource":"arn:aws:s3::111122223333:reports"})"},
    {"ARN_REGION_NOT_ALLOWED", "identity",
     R"({"Effect":"Allow","Action":"s3:ListBucket","Resource":"arn:aws:s3:us-east-1::reports"})"},
    {"DATA_TYPE_MISMATCH", "identity",
     R"({"Effect":"Allow","Action":{},"Resource":"*"})"},
    {"DUPLICATE_KEYS_WITH_DIFFERENT_CASE", "identity",
     R"({"Effect":"Allow","Action":"s3:*","Resource":"*","Condition":{"StringEquals":{"aws:username":"a","aws:userName":"b"}}})"},
    {"INVALID_ACTION", "identity",
     R"({"Effect":"Allow","Action":"s3:FetchObject","Resource":"*"})"},
    {"INVALID_ARN_ACCOUNT", "identity",
     R"({"Effect":"Allow","Action":"sqs:SendMessage","Resource":"arn:aws:sqs:us-east-1:12345:jobs"})"},
    {"INVALID_ARN_PREFIX", "identity",
     R"({"Effect":"Allow","Action":"s3:GetObject","Resource":"reports/*"})"},
    {"INVALID_ARN_REGION", "identity",
     R"({"Effect":"Allow","Action":"sqs:SendMessage","Resource":"arn:aws:sqs:us-est-1:111122223333:jobs"})"},
    {"INVALID_ARN_RESOURCE", "identity",
     R"({"Effect":"Allow","Action":"states:StartExecution","Resource":"arn:aws:states:us-east-1:111122223333:statemachine:jobs"})"},
    {"INVALID_ARN_SERVICE_CASE", "identity",
     R"({"Effect":"Allow","Action":"s3:GetObject","Resource":"arn:aws:S3:::reports/*"})"},
    {"INVALID_CONDITION_DATA_TYPE", "identity",
     R"({"Effect":"Allow","Action":"s3:*","Resource":"*","Condition":{"StringEquals":{"aws:username":["a",1]}}})"},
    {"INVALID_CONDITION_KEY_FORMAT", "identity",
     R"({"Effect":"Allow","Action":"s3:*","Resource":"*","Condition":{"StringEquals":{"username":"a"}}})"},
    {"INVALID_CONDITION_MULTIPLE_BOOLEAN", "identity",
     R"({"Effect":"Allow","Action":"s3:*","Resource":"*","Condition":{"Bool":{"aws:SecureTransport":["true","false"]}}})"},
    {"INVALID_CONDITION_OPERATOR", "identity",
     R"({"Effect":"Allow","Action":"s3:*","Resource":"*","Condition":{"DateBefore":{"aws:CurrentTime":"2030-01-01T00:00:00Z"}}})"},
    {"INVALID_EFFECT", "identity",
     R"({"Effect":"allow","Action":"s3:*","Resource":"*"})"},
    {"INVALID_GLOBAL_CONDITION_KEY", "identity",
     R"({"Effect":"Allow","Action":"s3:*","Resource":"*","Condition":{"StringEquals":{"aws:NoSuchKey":"a"}}})"},
    {"INVALID_PARTITION", "identity",
     R"({"Effect":"Allow","Action":"s3:GetObject","Resource":"arn:awz:s3:::reports/*"})"},
    {"INVALID_POLICY_ELEMENT", "identity",
     R"({"Effect":"Allow","Actions":"s3:*","Resource":"*"})"},
    {"INVALID_PRINCIPAL_FORMAT", "resource",
     R"({"Effect":"Allow","Principal":"111122223333","Action":"s3:*","Resource":"*"})"},
    {"INVALID_PRINCIPAL_KEY", "resource",
     R"({"Effect":"Allow","Principal":{"Role":"a"},"Action":"s3:*","Resource":"*"})"},
    {"INVALID_REGION", "identity",
     R"({"Effect":"Allow","Action":"ec2:*","Resource":"*","Condition":{"StringEquals":{"aws:RequestedRegion":"us-est-1"}}})"},
    {"INVALID_SERVICE", "identity",
     R"({"Effect":"Allow","Action":"s3:GetObject","Resource":"arn:aws:nosuch:us-east-1:111122223333:a"})"},
    {"INVALID_SERVICE_CONDITION_KEY", "identity",
     R"({"Effect":"Allow","Action":"s3:*","Resource":"*","Condition":{"StringEquals":{"s3:NoSuchKey":"a"}}})"},
    {"INVALID_SERVICE_IN_ACTION", "identity",
     R"({"Effect":"Allow","Action":"nosuch:Get","Resource":"*"})"},
    {"INVALID_VARIABLE_FOR_OPERATOR", "identity",
     R"({"Effect":"Allow","Action":"s3:*","Resource":"*","Condition":{"Bool":{"aws:SecureTransport":"${aws:SecureTransport}"}}})"},
    {"INVALID_VERSION", "identity",
     R"({"Version":"2024-05-01","Statement":{"Effect":"Allow","Action":"s3:*","Resource":"*"}})"},
    {"JSON_SYNTAX_ERROR", "identity",
     R"({"Version":"2012-10-17","Statement":[})"},
    {"MISSING_ACTION", "identity",
     R"({"Effect":"Allow","Resource":"*"})"},
    {"MISSING_ARN_FIELD", "identity",
     R"({"Effect":"Allow","Action":"s3:GetObject","Resource":"arn:aws:s3:reports"})"},
    {"MISSING_ARN_REGION", "identity",
     R"({"Effect":"Allow","Action":"sqs:SendMessage","Resource":"arn:aws:sqs::111122223333:jobs"})"},
    {"MISSING_EFFECT", "identity",
     R"({"Action":"s3:*","Resource":"*"})"},
    {"MISSING_PRINCIPAL", "resource",
     R"({"Effect":"Allow","Action":"s3:*","Resource":"*"})"},
    {"MISSING_QUALIFIER", "identity",
     R"({"Effect":"Allow","Action":"ec2:*","Resource":"*","Condition":{"StringEquals":{"aws:TagKeys":"team"}}})"},
    {"MISSING_RESOURCE", "identity",
     R"({"Effect":"Allow","Action":"s3:*"})"},
    {"MISSING_STATEMENT", "identity",
     R"({"Version":"2012-10-17"})"},
    {"NULL_WITH_IF_EXISTS", "identity",
     R"({"Effect":"Allow","Action":"s3:*","Resource":"*","Condition":{"NullIfExists":{"aws:username":"true"}}})"},
    {"SCP_SYNTAX_ERROR_ACTION_WILDCARD", "scp",
     R"({"Effect":"Deny","Action":"ec2:*Instances","Resource":"*"})"},
    {"SCP_SYNTAX_ERROR_PRINCIPAL", "scp",
     R"({"Effect":"Deny","Principal":"*","Action":"ec2:*","Resource":"*"})"},
    {"UNIQUE_SIDS_REQUIRED", "identity",
     R"({"Version":"2012-10-17","Statement":[{"Sid":"A","Effect":"Allow","Action":"s3:*","Resource":"*"},{"Sid":"A","Effect":"Allow","Action":"sqs:*","Resource":"*"}]})"},
    {"UNSUPPORTED_ACTION_IN_POLICY", "resource AWS::S3::Bucket",
     R"({"Effect":"Allow","Principal":{"AWS":"111122223333"},"Action":"kms:Decrypt","Resource":"arn:aws:s3:::reports/*"})"},
    {"UNSUPPORTED_ELEMENT_COMBINATION", "identity",
     R"({"Effect":"Allow","Action":"s3:*","NotAction":"s3:Get*","Resource":"*"})"},
    {"UNSUPPORTED_GLOBAL_CONDITION_KEY", "identity",
     R"({"Effect":"Allow","Action":"s3:*","Resource":"*","Condition":{"ArnLike":{"aws:ARN":"arn:aws:iam::111122223333:user/a"}}})"},
    {"UNSUPPORTED_PRINCIPAL", "identity",
     R"({"Effect":"Allow","Principal":"*","Action":"s3:*","Resource":"*"})"},
    {"UNSUPPORTED_RESOURCE_ARN_IN_POLICY", "resource AWS::S3::Bucket",
     R"({"Effect":"Allow","Principal":{"AWS":"111122223333"},"Action":"s3:GetObject","Resource":"arn:aws:sqs:us-east-1:111122223333:jobs"})"},
    {"UNSUPPORTED_SID", "identity",
     R"({"Sid":"a-b","Effect":"Allow","Action":"s3:*","Resource":"*"})"},
    {"UNSUPPORTED_WILDCARD_IN_PRINCIPAL", "resource",
     R"({"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::111122223333:role/*"},"Action":"s3:*","Resource":"*"})"},
    {"MISSING_BRACE_IN_VARIABLE", "identity",
     R"({"Effect":"Allow","Action":"s3:*","Resource":"arn:aws:s3:::${aws:username"})"},
    {"MISSING_QUOTE_IN_VARIABLE", "identity",
     R"({"Effect":"Allow","Action":"s3:*","Resource":"arn:aws:s3:::${aws:username, none}"})"},
    {"UNSUPPORTED_SPACE_IN_VARIABLE", "identity",
     R"({"Effect":"Allow","Action":"s3:*","Resource":"arn:aws:s3:::${ aws:username }"})"},
    {"EMPTY_VARIABLE", "identity",
     R"({"Effect":"Allow","Action":"s3:*","Resource":"arn:aws:s3:::${}"})"},
    {"VARIABLE_UNSUPPORTED_IN_ELEMENT", "identity",
     R"({"Effect":"Allow","Action":"s3:${aws:username}","Resource":"*"})"},
    {"VARIABLE_UNSUPPORTED_IN_VERSION", "identity",
     R"({"Version":"2008-10-17","Statement":{"Effect":"Allow","Action":"s3:*","Resource":"arn:aws:s3:::${aws:username}"}})"},
    {"PRIVATE_IP_ADDRESS", "identity",
     R"({"Effect":"Allow","Action":"s3:*","Resource":"*","Condition":{"IpAddress":{"aws:SourceIp":"10.0.0.0/8"}}})"},
    {"PRIVATE_NOT_IP_ADDRESS", "identity",
     R"({"Effect":"Deny","Action":"s3:*","Resource":"*","Condition":{"NotIpAddress":{"aws:SourceIp":"10.0.0.0/8"}}})"},
    {"POLICY_SIZE_EXCEEDS_SCP_QUOTA", "scp",
     R"({"Effect":"Deny","Action":"s3:*","Resource":"arn:aws:s3:::@10300@"})"},
    {"INVALID_SERVICE_PRINCIPAL_FORMAT", "identity",
     R"({"Effect":"Allow","Action":"s3:*","Resource":"*","Condition":{"ForAnyValue:StringEquals":{"aws:CalledVia":"application-signals.cloudwatch.amazonaws.com"}}})"},
    {"MISSING_TAG_KEY_IN_CONDITION", "identity",
     R"({"Effect":"Allow","Action":"s3:*","Resource":"*","Condition":{"StringEquals":{"aws:ResourceTag/":"a"}}})"},
    {"INVALID_VPC_FORMAT", "identity",
     R"({"Effect":"Allow","Action":"s3:*","Resource":"*","Condition":{"StringEquals":{"aws:SourceVpc":"vpc-1"}}})"},
    {"INVALID_VPCE_FORMAT", "identity",
     R"({"Effect":"Allow","Action":"s3:*","Resource":"*","Condition":{"StringEquals":{"aws:SourceVpce":"vpce-1"}}})"},
    {"FEDERATED_PRINCIPAL_NOT_SUPPORTED", "resource",
     R"({"Effect":"Allow","Principal":{"Federated":"arn:aws:iam::111122223333:saml-provider/corp"},"Action":"s3:*","Resource":"*"})"},
    {"UNSUPPORTED_ACTION_FOR_CONDITION_KEY", "resource",
     R"({"Effect":"Allow","Principal":{"AWS":"111122223333"},"Action":"s3:GetObject","Resource":"*","Condition":{"StringEquals":{"s3:prefix":"a"}}})"},
    {"UNSUPPORTED_CONDITION_KEY_FOR_SERVICE_PRINCIPAL", "resource",
     R"({"Effect":"Allow","Principal":{"Service":"cloudfront.amazonaws.com"},"Action":"s3:GetObject","Resource":"*","Condition":{"StringEquals":{"aws:PrincipalOrgID":"o-a1b2c3d4e5"}}})"},
    {"ROLE_TRUST_POLICY_SYNTAX_ERROR_NOTPRINCIPAL", "trust",
     R"({"Effect":"Allow","NotPrincipal":{"AWS":"111122223333"},"Action":"sts:AssumeRole"})"},
    {"ROLE_TRUST_POLICY_UNSUPPORTED_WILDCARD_IN_PRINCIPAL", "trust",
     R"({"Effect":"Allow","Principal":"*","Action":"sts:AssumeRole"})"},
    {"ROLE_TRUST_POLICY_SYNTAX_ERROR_RESOURCE", "trust",
     R"({"Effect":"Allow","Principal":{"AWS":"111122223333"},"Action":"sts:AssumeRole","Resource":"*"})"},
    {"TYPE_MISMATCH_IP_RANGE", "identity",
     R"({"Effect":"Allow","Action":"s3:*","Resource":"*","Condition":{"IpAddress":{"aws:SourceIp":"office"}}})"},
    {"MISSING_ACTION_FOR_CONDITION_KEY", "trust",
     R"({"Effect":"Allow","Principal":{"AWS":"111122223333"},"Action":"sts:AssumeRole","Condition":{"StringEquals":{"aws:RequestTag/team":"a"}}})"},
    {"INVALID_FEDERATED_PRINCIPAL_SYNTAX_IN_ROLE_TRUST_POLICY", "trust",
     R"({"Effect":"Allow","Principal":{"Federated":"https://idp.example.com"},"Action":"sts:AssumeRoleWithWebIdentity"})"},
    {"MISMATCHED_ACTION_FOR_PRINCIPAL", "trust",
     R"({"Effect":"Allow","Principal":{"Federated":"arn:aws:iam::111122223333:saml-provider/corp"},"Action":"sts:AssumeRoleWithWebIdentity"})"},
    {"MISSING_ACTION_FOR_ROLES_ANYWHERE_TRUST_POLICY", "trust",
     R"({"Effect":"Allow","Principal":{"Service":"rolesanywhere.amazonaws.com"},"Action":"sts:AssumeRole"})"},
    {"POLICY_SIZE_EXCEEDS_RCP_QUOTA", "rcp",
     R"({"Effect":"Deny","Principal":"*","Action":"s3:*","Resource":"arn:aws:s3:::@5200@"})"},
    {"RCP_SYNTAX_ERROR_PRINCIPAL", "rcp",
     R"({"Effect":"Deny","Principal":{"AWS":"111122223333"},"Action":"s3:*","Resource":"*"})"},
    {"RCP_SYNTAX_ERROR_ALLOW", "rcp",
     R"({"Effect":"Allow","Principal":"*","Action":"s3:*","Resource":"*"})"},
    {"RCP_SYNTAX_ERROR_NOTACTION", "rcp",
     R"({"Effect":"Deny","Principal":"*","NotAction":"s3:*","Resource":"*"})"},
    {"RCP_SYNTAX_ERROR_ACTION", "rcp",
     R"({"Effect":"Deny","Principal":"*","Action":"*","Resource":"*"})"},
    {"MISSING_ARN_ACCOUNT", "identity",
     R"({"Effect":"Allow","Action":"sqs:SendMessage","Resource":"arn:aws:sqs:us-east-1::jobs"})"},
    {"INVALID_KMS_KEY_VALUE", "identity",
     R"({"Effect":"Allow","Action":"s3:PutObject","Resource":"*","Condition":{"StringEquals":{"s3:x-amz-server-side-encryption-aws-kms-key-id":"my-key"}}})"},
    {"VARIABLE_USAGE_TOO_PERMISSIVE", "resource",
     R"({"Effect":"Allow","Principal":"*","Action":"s3:GetObject","Resource":"*","Condition":{"StringEquals":{"aws:SourceVpc":"${aws:PrincipalTag/vpc}"}}})"},
    {"WILDCARD_USAGE_TOO_PERMISSIVE", "resource",
     R"({"Effect":"Allow","Principal":"*","Action":"s3:GetObject","Resource":"*","Condition":{"StringLike":{"aws:PrincipalOrgID":"o-*"}}})"},
    {"CREATE_SLR_WITH_NOT_RESOURCE", "identity",
     R"({"Effect":"Allow","Action":"iam:CreateServiceLinkedRole","NotResource":"arn:aws:iam::111122223333:role/a"})"},
    {"CREATE_SLR_WITH_STAR_IN_ACTION_AND_NOT_RESOURCE", "identity",
     R"({"Effect":"Allow","Action":"iam:Create*","NotResource":"arn:aws:iam::111122223333:role/a"})"},
    {"CREATE_SLR_WITH_NOT_ACTION_AND_NOT_RESOURCE", "identity",
     R"({"Effect":"Allow","NotAction":"s3:*","NotResource":"arn:aws:iam::111122223333:role/a"})"},
    {"CREATE_SLR_WITH_STAR_IN_RESOURCE", "identity",
     R"({"Effect":"Allow","Action":"iam:CreateServiceLinkedRole","Resource":"*"})"},
    {"CREATE_SLR_WITH_STAR_IN_ACTION_AND_RESOURCE", "identity",
     R"({"Effect":"Allow","Action":"iam:Create*","Resource":"*"})"},
    {"CREATE_SLR_WITH_STAR_IN_RESOURCE_AND_NOT_ACTION", "identity",
     R"({"Effect":"Allow","NotAction":"s3:*","Resource":"*"})"},
    {"DEPRECATED_GLOBAL_CONDITION_KEY", "resource",
     R"({"Effect":"Allow","Principal":{"Service":"sns.amazonaws.com"},"Action":"sqs:SendMessage","Resource":"*","Condition":{"StringEquals":{"aws:SourceOwner":"111122223333"}}})"},
    {"INVALID_DATE_VALUE", "identity",
     R"({"Effect":"Allow","Action":"s3:*","Resource":"*","Condition":{"DateLessThan":{"aws:CurrentTime":"1893456000"}}})"},
    {"INVALID_ROLE_REFERENCE", "resource",
     R"({"Effect":"Allow","Principal":{"AWS":"AROADBQP57FF2AEXAMPLE"},"Action":"s3:*","Resource":"*"})"},
    {"INVALID_USER_REFERENCE", "resource",
     R"({"Effect":"Allow","Principal":{"AWS":"AIDACKCEVSQ6C2EXAMPLE"},"Action":"s3:*","Resource":"*"})"},
    {"MISSING_VERSION", "identity",
     R"({"Statement":{"Effect":"Allow","Action":"s3:*","Resource":"*"}})"},
    {"UNIQUE_SIDS_RECOMMENDED", "resource",
     R"({"Version":"2012-10-17","Statement":[{"Sid":"A","Effect":"Deny","Principal":"*","Action":"s3:*","Resource":"*"},{"Sid":"A","Effect":"Deny","Principal":"*","Action":"sqs:*","Resource":"*"}]})"},
    {"WILDCARD_WITHOUT_LIKE_OPERATOR", "identity",
     R"({"Effect":"Allow","Action":"s3:*","Resource":"*","Condition":{"StringEquals":{"aws:username":"a*"}}})"},
    {"POLICY_SIZE_EXCEEDS_IDENTITY_POLICY_QUOTA", "identity",
     R"({"Effect":"Allow","Action":"s3:*","Resource":"arn:aws:s3:::@10300@"})"},
    {"POLICY_SIZE_EXCEEDS_RESOURCE_POLICY_QUOTA", "resource AWS::S3::Bucket",
     R"({"Effect":"Deny","Principal":"*","Action":"s3:*","Resource":"arn:aws:s3:::@20500@"})"},
    {"TYPE_MISMATCH", "identity",
     R"({"Effect":"Allow","Action":"s3:*","Resource":"*","Condition":{"NumericEquals":{"aws:username":"1"}}})"},
    {"TYPE_MISMATCH_BOOLEAN", "identity",
     R"({"Effect":"Allow","Action":"s3:*","Resource":"*","Condition":{"Bool":{"aws:SecureTransport":"yes"}}})"},
    {"TYPE_MISMATCH_DATE", "identity",
     R"({"Effect":"Allow","Action":"s3:*","Resource":"*","Condition":{"DateLessThan":{"aws:CurrentTime":"tomorrow"}}})"},
    {"TYPE_MISMATCH_NUMBER", "identity",
     R"({"Effect":"Allow","Action":"s3:*","Resource":"*","Condition":{"NumericLessThan":{"s3:max-keys":"few"}}})"},
    {"TYPE_MISMATCH_STRING", "identity",
     R"({"Effect":"Allow","Action":"s3:*","Resource":"*","Condition":{"BinaryEquals":{"s3:key":"???"}}})"},
    {"SPECIFIC_GITHUB_REPO_AND_BRANCH_RECOMMENDED", "trust",
     R"({"Effect":"Allow","Principal":{"Federated":"arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com"},"Action":"sts:AssumeRoleWithWebIdentity","Condition":{"StringLike":{"token.actions.githubusercontent.com:sub":"repo:org/*"}}})"},
    {"POLICY_SIZE_EXCEEDS_ROLE_TRUST_POLICY_QUOTA", "trust",
     R"({"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::111122223333:role/@2100@"},"Action":"sts:AssumeRole"})"},
    {"RCP_MISSING_RELATED_PRINCIPAL_CONDITION_KEY", "rcp",
     R"({"Effect":"Deny","Principal":"*","Action":"s3:*","Resource":"*","Condition":{"StringNotEqualsIfExists":{"aws:PrincipalOrgID":"o-a1b2c3d4e5"}}})"},
    {"RCP_MISSING_RELATED_SERVICE_PRINCIPAL_CONDITION_KEY", "rcp",
     R"({"Effect":"Deny","Principal":"*","Action":"s3:*","Resource":"*","Condition":{"StringNotEqualsIfExists":{"aws:SourceOrgID":"o-a1b2c3d4e5"}}})"},
    {"RCP_MISSING_SERVICE_CONDITION_KEY_NULL_CHECK", "rcp",
     R"({"Effect":"Deny","Principal":"*","Action":"s3:*","Resource":"*","Condition":{"StringNotEqualsIfExists":{"aws:SourceOrgID":"o-a1b2c3d4e5"},"Bool":{"aws:PrincipalIsAWSService":"true"}}})"},
    {"USE_CONDITION_KEY_ONLY_WITH_SUPPORTED_SERVICES", "identity",
     R"({"Effect":"Deny","Action":"*","Resource":"*","Condition":{"StringNotEquals":{"aws:VpceAccount":"111122223333"}}})"},
    {"UNTRUSTWORTHY_CONDITION_KEY", "resource",
     R"({"Effect":"Allow","Principal":"*","Action":"s3:GetObject","Resource":"*","Condition":{"StringLike":{"aws:Referer":"https://example.com/*"}}})"},
    {"ALLOW_WITH_NOT_PRINCIPAL", "resource",
     R"({"Effect":"Allow","NotPrincipal":{"AWS":"111122223333"},"Action":"s3:*","Resource":"*"})"},
    {"FORALLVALUES_WITH_SINGLE_VALUED_KEY", "identity",
     R"({"Effect":"Allow","Action":"s3:*","Resource":"*","Condition":{"ForAllValues:StringEquals":{"aws:PrincipalTag/team":"a"}}})"},
    {"PASS_ROLE_WITH_NOT_RESOURCE", "identity",
     R"({"Effect":"Allow","Action":"iam:PassRole","NotResource":"arn:aws:iam::111122223333:role/a"})"},
    {"PASS_ROLE_WITH_STAR_IN_ACTION_AND_NOT_RESOURCE", "identity",
     R"({"Effect":"Allow","Action":"iam:Pass*","NotResource":"arn:aws:iam::111122223333:role/a"})"},
    {"PASS_ROLE_WITH_NOT_ACTION_AND_NOT_RESOURCE", "identity",
     R"({"Effect":"Allow","NotAction":"s3:*","NotResource":"arn:aws:iam::111122223333:role/a"})"},
    {"PASS_ROLE_WITH_STAR_IN_RESOURCE", "identity",
     R"({"Effect":"Allow","Action":"iam:PassRole","Resource":"*"})"},
    {"PASS_ROLE_WITH_STAR_IN_ACTION_AND_RESOURCE", "identity",
     R"({"Effect":"Allow","Action":"iam:Pass*","Resource":"*"})"},
    {"PASS_ROLE_WITH_STAR_IN_RESOURCE_AND_NOT_ACTION", "identity",
     R"({"Effect":"Allow","NotAction":"s3:*","Resource":"*"})"},
    {"MISSING_PAIRED_CONDITION_KEYS", "identity",
     R"({"Effect":"Deny","Action":"s3:*","Resource":"*","Condition":{"NotIpAddress":{"aws:VpcSourceIp":"10.0.0.0/8"}}})"},
    {"DENY_WITH_UNSUPPORTED_TAG_CONDITION_KEY_FOR_SERVICE", "identity",
     R"({"Effect":"Deny","Action":"ec2:DescribeInstances","Resource":"*","Condition":{"StringEquals":{"aws:ResourceTag/team":"a"}}})"},
    {"DENY_NOTACTION_WITH_UNSUPPORTED_TAG_CONDITION_KEY_FOR_SERVICE", "identity",
     R"({"Effect":"Deny","NotAction":"iam:*","Resource":"*","Condition":{"StringEquals":{"aws:ResourceTag/team":"a"}}})"},
    {"RESTRICT_ACCESS_TO_SERVICE_PRINCIPAL", "resource",
     R"({"Effect":"Allow","Principal":{"Service":"s3.amazonaws.com"},"Action":"sqs:SendMessage","Resource":"*"})"},
    {"MISSING_CONDITION_KEY_FOR_OIDC_PRINCIPAL", "trust",
     R"({"Effect":"Allow","Principal":{"Federated":"arn:aws:iam::111122223333:oidc-provider/idp.example.com"},"Action":"sts:AssumeRoleWithWebIdentity"})"},
    {"MISSING_GITHUB_REPO_CONDITION_KEY", "trust",
     R"({"Effect":"Allow","Principal":{"Federated":"arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com"},"Action":"sts:AssumeRoleWithWebIdentity","Condition":{"StringEquals":{"token.actions.githubusercontent.com:aud":"sts.amazonaws.com"}}})"},
    {"STRING_LIKE_OPERATOR_WITH_ARN_CONDITION_KEYS", "identity",
     R"({"Effect":"Allow","Action":"s3:*","Resource":"*","Condition":{"StringLike":{"aws:SourceArn":"arn:aws:sns:*:111122223333:jobs"}}})"},
    {"DYNAMODB_ATTRIBUTES_WITHOUT_SELECT", "identity",
     R"({"Effect":"Allow","Action":"dynamodb:Query","Resource":"*","Condition":{"ForAllValues:StringEquals":{"dynamodb:Attributes":["id"]}}})"},
    {"S3_PREFIX_IN_NEGATIVE_CONTEXT", "identity",
     R"({"Effect":"Deny","Action":"s3:ListBucket","Resource":"*","Condition":{"StringLike":{"s3:prefix":"secret/*"}}})"},
    {"FORANYVALUE_WITH_AUDIENCE_CLAIM_TYPE", "trust",
     R"({"Effect":"Allow","Principal":{"Federated":"arn:aws:iam::111122223333:oidc-provider/idp.example.com"},"Action":"sts:AssumeRoleWithWebIdentity","Condition":{"ForAnyValue:StringEquals":{"idp.example.com:aud":"a"}}})"},
    {"EMPTY_ARRAY_ACTION", "identity",
     R"({"Effect":"Allow","Action":[],"Resource":"*"})"},
    {"EMPTY_ARRAY_CONDITION", "identity",
     R"({"Effect":"Allow","Action":"s3:*","Resource":"*","Condition":{"StringEquals":{"aws:username":[]}}})"},
    {"EMPTY_ARRAY_CONDITION_FORALLVALUES", "identity",
     R"({"Effect":"Allow","Action":"s3:*","Resource":"*","Condition":{"ForAllValues:StringEquals":{"aws:TagKeys":[]}}})"},
    {"EMPTY_ARRAY_CONDITION_FORANYVALUE", "identity",
     R"({"Effect":"Allow","Action":"s3:*","Resource":"*","Condition":{"ForAnyValue:StringEquals":{"aws:TagKeys":[]}}})"},
    {"EMPTY_ARRAY_CONDITION_IFEXISTS", "identity",
     R"({"Effect":"Allow","Action":"s3:*","Resource":"*","Condition":{"StringEqualsIfExists":{"aws:username":[]}}})"},
    {"EMPTY_ARRAY_PRINCIPAL", "resource",
     R"({"Effect":"Allow","Principal":{"AWS":[]},"Action":"s3:*","Resource":"*"})"},
    {"EMPTY_ARRAY_RESOURCE", "identity",
     R"({"Effect":"Allow","Action":"s3:*","Resource":[]})"},
    {"EMPTY_OBJECT_CONDITION", "identity",
     R"({"Effect":"Allow","Action":"s3:*","Resource":"*","Condition":{}})"},
    {"EMPTY_OBJECT_PRINCIPAL", "resource",
     R"({"Effect":"Allow","Principal":{},"Action":"s3:*","Resource":"*"})"},
    {"EMPTY_SID_VALUE", "identity",
     R"({"Sid":"","Effect":"Allow","Action":"s3:*","Resource":"*"})"},
    {"EQUIVALENT_TO_NULL_FALSE", "identity",
     R"({"Effect":"Allow","Action":"s3:*","Resource":"*","Condition":{"StringLike":{"aws:PrincipalTag/team":"*"}}})"},
    {"EQUIVALENT_TO_NULL_TRUE", "identity",
     R"({"Effect":"Allow","Action":"s3:*","Resource":"*","Condition":{"StringNotLike":{"aws:PrincipalTag/team":"*"}}})"},
    {"IMPROVE_IP_RANGE", "identity",
     R"({"Effect":"Allow","Action":"s3:*","Resource":"*","Condition":{"IpAddress":{"aws:SourceIp":"203.0.113.9/24"}}})"},
    {"NULL_WITH_QUALIFIER", "identity",
     R"({"Effect":"Allow","Action":"s3:*","Resource":"*","Condition":{"ForAllValues:Null":{"aws:TagKeys":"true"}}})"},
    {"PRIVATE_IP_ADDRESS_SUBSET", "identity",
     R"({"Effect":"Allow","Action":"s3:*","Resource":"*","Condition":{"IpAddress":{"aws:SourceIp":["10.0.0.0/8","203.0.113.0/24"]}}})"},
    {"PRIVATE_NOT_IP_ADDRESS_SUBSET", "identity",
     R"({"Effect":"Deny","Action":"s3:*","Resource":"*","Condition":{"NotIpAddress":{"aws:SourceIp":["10.0.0.0/8","203.0.113.0/24"]}}})"},
    {"REDUNDANT_ACTION", "identity",
     R"({"Effect":"Allow","Action":["s3:Get*","s3:GetObject"],"Resource":"*"})"},
    {"REDUNDANT_CONDITION_VALUE_NUM", "identity",
     R"({"Effect":"Allow","Action":"s3:*","Resource":"*","Condition":{"NumericLessThan":{"s3:max-keys":["10","20"]}}})"},
    {"REDUNDANT_RESOURCE", "identity",
     R"({"Effect":"Allow","Action":"s3:GetObject","Resource":["arn:aws:s3:::reports/*","arn:aws:s3:::reports/a"]})"},
    {"REDUNDANT_STATEMENT", "identity",
     R"({"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:GetObject","Resource":"*"},{"Effect":"Allow","Action":"s3:GetObject","Resource":"*"}]})"},
    {"WILDCARD_IN_SERVICE_NAME", "identity",
     R"({"Effect":"Allow","Action":"s3:GetObject","Resource":"arn:aws:s*:::reports/*"})"},
    {"ALLOW_WITH_UNSUPPORTED_TAG_CONDITION_KEY_FOR_SERVICE", "identity",
     R"({"Effect":"Allow","Action":"s3:ListAllMyBuckets","Resource":"*","Condition":{"StringEquals":{"aws:ResourceTag/team":"a"}}})"},
    {"ALLOW_NOTACTION_WITH_UNSUPPORTED_TAG_CONDITION_KEY_FOR_SERVICE", "identity",
     R"({"Effect":"Allow","NotAction":"iam:*","Resource":"*","Condition":{"StringEquals":{"aws:ResourceTag/team":"a"}}})"},
    {"RECOMMENDED_CONDITION_KEY_FOR_SERVICE_PRINCIPAL", "resource",
     R"({"Effect":"Allow","Principal":{"Service":"cloudtrail.amazonaws.com"},"Action":"kms:GenerateDataKey*","Resource":"*","Condition":{"StringLike":{"kms:EncryptionContext:aws:cloudtrail:arn":"arn:aws:cloudtrail:*:111122223333:trail/*"}}})"},
    {"IRRELEVANT_CONDITION_KEY_IN_POLICY", "resource AWS::S3::Bucket",
     R"({"Effect":"Allow","Principal":{"AWS":"111122223333"},"Action":"s3:GetObject","Resource":"arn:aws:s3:::reports/*","Condition":{"StringEquals":{"s3:ResourceAccount":"111122223333"}}})"},
    {"REDUNDANT_KEY_DUE_TO_WILDCARD_IN_CONDITION", "identity",
     R"({"Effect":"Allow","Action":"s3:*","Resource":"*","Condition":{"StringLikeIfExists":{"aws:PrincipalTag/team":"*"}}})"},
    {"REDUNDANT_PRINCIPAL_IN_ROLE_TRUST_POLICY", "trust",
     R"({"Effect":"Allow","Principal":{"AWS":["arn:aws:iam::111122223333:role/a","arn:aws:sts::111122223333:assumed-role/a/b"]},"Action":"sts:AssumeRole"})"},
    {"REDUNDANT_STATEMENT_DUE_TO_WILDCARD_IN_CONDITION", "identity",
     R"({"Effect":"Allow","Action":"s3:*","Resource":"*","Condition":{"StringNotLike":{"aws:RequestedRegion":"*"}}})"},
    {"CONFIRM_AUDIENCE_CLAIM_TYPE", "trust",
     R"({"Effect":"Allow","Principal":{"Federated":"arn:aws:iam::111122223333:oidc-provider/idp.example.com"},"Action":"sts:AssumeRoleWithWebIdentity","Condition":{"ForAllValues:StringEquals":{"idp.example.com:aud":"a"}}})"},
});
// clang-format on

constexpr std::size_t kCodes = 153;

std::string with_filler(std::string_view text) {
  const std::size_t open = text.find('@');
  const std::size_t close = text.find('@', open + 1);
  if (open == std::string_view::npos || close == std::string_view::npos) return std::string(text);
  const auto count = std::stoul(std::string(text.substr(open + 1, close - open - 1)));
  return fmt::format("{}{}{}", text.substr(0, open), std::string(count, 'a'),
                     text.substr(close + 1));
}

std::string document_of(std::string_view policy) {
  const std::string text = with_filler(policy);
  const bool whole = text.contains(R"("Statement")") || text.starts_with(R"({"Version")");
  return whole ? text : fmt::format(R"({{"Version":"2012-10-17","Statement":{}}})", text);
}

rules::Subject subject_of(const CodeRow& row) {
  static const rules::Settings kSettings;
  auto found = rules::find_documents(
      std::make_shared<Source>("policy.json", document_of(row.policy)), rules::Expected::kTold);
  REQUIRE(found.documents.size() == 1);
  rules::FoundDocument document = std::move(found.documents.front());
  const std::size_t blank = row.type.find(' ');
  document.type = policy_type_from(row.type.substr(0, blank));
  REQUIRE(document.type.has_value());
  if (blank != std::string_view::npos) document.resource_type = row.type.substr(blank + 1);
  return rules::make_subject(std::move(document), kSettings,
                             parse_time("2026-01-01T00:00:00Z").value());
}

std::vector<std::string_view> codes_found(const CodeRow& row) {
  std::vector<rules::Subject> subjects;
  subjects.push_back(subject_of(row));
  const auto findings = rules::run_rules(rules::all_rules(), subjects);
  REQUIRE(findings.has_value());
  std::vector<std::string_view> codes;
  for (const rules::Finding& finding : findings->findings) codes.push_back(finding.aws_code);
  return codes;
}

TEST_CASE("aws codes: each is found in its smallest policy") {
  for (const CodeRow& row : kRows) {
    CAPTURE(row.code);
    const auto codes = codes_found(row);
    CHECK(std::ranges::find(codes, row.code) != codes.end());
  }
}

TEST_CASE("aws codes: the table has every code once, and every code of a rule") {
  std::vector<std::string_view> codes;
  for (const CodeRow& row : kRows) codes.push_back(row.code);
  std::ranges::sort(codes);
  CHECK(std::ranges::adjacent_find(codes) == codes.end());
  CHECK(codes.size() == kCodes);
  for (const rules::Rule* rule : rules::all_rules()) {
    for (const std::string_view code : rule->aws_codes) {
      CAPTURE(code);
      CHECK((code.empty() || std::ranges::binary_search(codes, code)));
    }
  }
}

}  // namespace
}  // namespace cordon
