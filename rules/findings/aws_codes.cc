#include "rules/findings/aws_codes.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "grammar/text.h"

namespace cordon::rules {
namespace {

constexpr std::array kCodes{
    AwsCode{"ALLOW_NOTACTION_WITH_UNSUPPORTED_TAG_CONDITION_KEY_FOR_SERVICE",
            AwsFindingType::kSuggestion},
    AwsCode{"ALLOW_WITH_NOT_PRINCIPAL", AwsFindingType::kSecurityWarning},
    AwsCode{"ALLOW_WITH_UNSUPPORTED_TAG_CONDITION_KEY_FOR_SERVICE", AwsFindingType::kSuggestion},
    AwsCode{"ARN_ACCOUNT_NOT_ALLOWED", AwsFindingType::kError},
    AwsCode{"ARN_REGION_NOT_ALLOWED", AwsFindingType::kError},
    AwsCode{"CONFIRM_AUDIENCE_CLAIM_TYPE", AwsFindingType::kSuggestion},
    AwsCode{"CREATE_SLR_WITH_NOT_ACTION_AND_NOT_RESOURCE", AwsFindingType::kWarning},
    AwsCode{"CREATE_SLR_WITH_NOT_RESOURCE", AwsFindingType::kWarning},
    AwsCode{"CREATE_SLR_WITH_STAR_IN_ACTION_AND_NOT_RESOURCE", AwsFindingType::kWarning},
    AwsCode{"CREATE_SLR_WITH_STAR_IN_ACTION_AND_RESOURCE", AwsFindingType::kWarning},
    AwsCode{"CREATE_SLR_WITH_STAR_IN_RESOURCE", AwsFindingType::kWarning},
    AwsCode{"CREATE_SLR_WITH_STAR_IN_RESOURCE_AND_NOT_ACTION", AwsFindingType::kWarning},
    AwsCode{"DATA_TYPE_MISMATCH", AwsFindingType::kError},
    AwsCode{"DENY_NOTACTION_WITH_UNSUPPORTED_TAG_CONDITION_KEY_FOR_SERVICE",
            AwsFindingType::kSecurityWarning},
    AwsCode{"DENY_WITH_UNSUPPORTED_TAG_CONDITION_KEY_FOR_SERVICE",
            AwsFindingType::kSecurityWarning},
    AwsCode{"DEPRECATED_GLOBAL_CONDITION_KEY", AwsFindingType::kWarning},
    AwsCode{"DUPLICATE_KEYS_WITH_DIFFERENT_CASE", AwsFindingType::kError},
    AwsCode{"DYNAMODB_ATTRIBUTES_WITHOUT_SELECT", AwsFindingType::kSecurityWarning},
    AwsCode{"EMPTY_ARRAY_ACTION", AwsFindingType::kSuggestion},
    AwsCode{"EMPTY_ARRAY_CONDITION", AwsFindingType::kSuggestion},
    AwsCode{"EMPTY_ARRAY_CONDITION_FORALLVALUES", AwsFindingType::kSuggestion},
    AwsCode{"EMPTY_ARRAY_CONDITION_FORANYVALUE", AwsFindingType::kSuggestion},
    AwsCode{"EMPTY_ARRAY_CONDITION_IFEXISTS", AwsFindingType::kSuggestion},
    AwsCode{"EMPTY_ARRAY_PRINCIPAL", AwsFindingType::kSuggestion},
    AwsCode{"EMPTY_ARRAY_RESOURCE", AwsFindingType::kSuggestion},
    AwsCode{"EMPTY_OBJECT_CONDITION", AwsFindingType::kSuggestion},
    AwsCode{"EMPTY_OBJECT_PRINCIPAL", AwsFindingType::kSuggestion},
    AwsCode{"EMPTY_SID_VALUE", AwsFindingType::kSuggestion},
    AwsCode{"EMPTY_VARIABLE", AwsFindingType::kError},
    AwsCode{"EQUIVALENT_TO_NULL_FALSE", AwsFindingType::kSuggestion},
    AwsCode{"EQUIVALENT_TO_NULL_TRUE", AwsFindingType::kSuggestion},
    AwsCode{"FEDERATED_PRINCIPAL_NOT_SUPPORTED", AwsFindingType::kError},
    AwsCode{"FORALLVALUES_WITH_SINGLE_VALUED_KEY", AwsFindingType::kSecurityWarning},
    AwsCode{"FORANYVALUE_WITH_AUDIENCE_CLAIM_TYPE", AwsFindingType::kSecurityWarning},
    AwsCode{"IMPROVE_IP_RANGE", AwsFindingType::kSuggestion},
    AwsCode{"INVALID_ACTION", AwsFindingType::kError},
    AwsCode{"INVALID_ARN_ACCOUNT", AwsFindingType::kError},
    AwsCode{"INVALID_ARN_PREFIX", AwsFindingType::kError},
    AwsCode{"INVALID_ARN_REGION", AwsFindingType::kError},
    AwsCode{"INVALID_ARN_RESOURCE", AwsFindingType::kError},
    AwsCode{"INVALID_ARN_SERVICE_CASE", AwsFindingType::kError},
    AwsCode{"INVALID_CONDITION_DATA_TYPE", AwsFindingType::kError},
    AwsCode{"INVALID_CONDITION_KEY_FORMAT", AwsFindingType::kError},
    AwsCode{"INVALID_CONDITION_MULTIPLE_BOOLEAN", AwsFindingType::kError},
    AwsCode{"INVALID_CONDITION_OPERATOR", AwsFindingType::kError},
    AwsCode{"INVALID_DATE_VALUE", AwsFindingType::kWarning},
    AwsCode{"INVALID_EFFECT", AwsFindingType::kError},
    AwsCode{"INVALID_FEDERATED_PRINCIPAL_SYNTAX_IN_ROLE_TRUST_POLICY", AwsFindingType::kError},
    AwsCode{"INVALID_GLOBAL_CONDITION_KEY", AwsFindingType::kError},
    AwsCode{"INVALID_KMS_KEY_VALUE", AwsFindingType::kError},
    AwsCode{"INVALID_PARTITION", AwsFindingType::kError},
    AwsCode{"INVALID_POLICY_ELEMENT", AwsFindingType::kError},
    AwsCode{"INVALID_PRINCIPAL_FORMAT", AwsFindingType::kError},
    AwsCode{"INVALID_PRINCIPAL_KEY", AwsFindingType::kError},
    AwsCode{"INVALID_REGION", AwsFindingType::kError},
    AwsCode{"INVALID_ROLE_REFERENCE", AwsFindingType::kWarning},
    AwsCode{"INVALID_SERVICE", AwsFindingType::kError},
    AwsCode{"INVALID_SERVICE_CONDITION_KEY", AwsFindingType::kError},
    AwsCode{"INVALID_SERVICE_IN_ACTION", AwsFindingType::kError},
    AwsCode{"INVALID_SERVICE_PRINCIPAL_FORMAT", AwsFindingType::kError},
    AwsCode{"INVALID_USER_REFERENCE", AwsFindingType::kWarning},
    AwsCode{"INVALID_VARIABLE_FOR_OPERATOR", AwsFindingType::kError},
    AwsCode{"INVALID_VERSION", AwsFindingType::kError},
    AwsCode{"INVALID_VPCE_FORMAT", AwsFindingType::kError},
    AwsCode{"INVALID_VPC_FORMAT", AwsFindingType::kError},
    AwsCode{"IRRELEVANT_CONDITION_KEY_IN_POLICY", AwsFindingType::kSuggestion},
    AwsCode{"JSON_SYNTAX_ERROR", AwsFindingType::kError},
    AwsCode{"MISMATCHED_ACTION_FOR_PRINCIPAL", AwsFindingType::kError},
    AwsCode{"MISSING_ACTION", AwsFindingType::kError},
    AwsCode{"MISSING_ACTION_FOR_CONDITION_KEY", AwsFindingType::kError},
    AwsCode{"MISSING_ACTION_FOR_ROLES_ANYWHERE_TRUST_POLICY", AwsFindingType::kError},
    AwsCode{"MISSING_ARN_ACCOUNT", AwsFindingType::kError},
    AwsCode{"MISSING_ARN_FIELD", AwsFindingType::kError},
    AwsCode{"MISSING_ARN_REGION", AwsFindingType::kError},
    AwsCode{"MISSING_BRACE_IN_VARIABLE", AwsFindingType::kError},
    AwsCode{"MISSING_CONDITION_KEY_FOR_OIDC_PRINCIPAL", AwsFindingType::kSecurityWarning},
    AwsCode{"MISSING_EFFECT", AwsFindingType::kError},
    AwsCode{"MISSING_GITHUB_REPO_CONDITION_KEY", AwsFindingType::kSecurityWarning},
    AwsCode{"MISSING_PAIRED_CONDITION_KEYS", AwsFindingType::kSecurityWarning},
    AwsCode{"MISSING_PRINCIPAL", AwsFindingType::kError},
    AwsCode{"MISSING_QUALIFIER", AwsFindingType::kError},
    AwsCode{"MISSING_QUOTE_IN_VARIABLE", AwsFindingType::kError},
    AwsCode{"MISSING_RESOURCE", AwsFindingType::kError},
    AwsCode{"MISSING_STATEMENT", AwsFindingType::kError},
    AwsCode{"MISSING_TAG_KEY_IN_CONDITION", AwsFindingType::kError},
    AwsCode{"MISSING_VERSION", AwsFindingType::kWarning},
    AwsCode{"NULL_WITH_IF_EXISTS", AwsFindingType::kError},
    AwsCode{"NULL_WITH_QUALIFIER", AwsFindingType::kSuggestion},
    AwsCode{"PASS_ROLE_WITH_NOT_ACTION_AND_NOT_RESOURCE", AwsFindingType::kSecurityWarning},
    AwsCode{"PASS_ROLE_WITH_NOT_RESOURCE", AwsFindingType::kSecurityWarning},
    AwsCode{"PASS_ROLE_WITH_STAR_IN_ACTION_AND_NOT_RESOURCE", AwsFindingType::kSecurityWarning},
    AwsCode{"PASS_ROLE_WITH_STAR_IN_ACTION_AND_RESOURCE", AwsFindingType::kSecurityWarning},
    AwsCode{"PASS_ROLE_WITH_STAR_IN_RESOURCE", AwsFindingType::kSecurityWarning},
    AwsCode{"PASS_ROLE_WITH_STAR_IN_RESOURCE_AND_NOT_ACTION", AwsFindingType::kSecurityWarning},
    AwsCode{"POLICY_SIZE_EXCEEDS_IDENTITY_POLICY_QUOTA", AwsFindingType::kWarning},
    AwsCode{"POLICY_SIZE_EXCEEDS_RCP_QUOTA", AwsFindingType::kError},
    AwsCode{"POLICY_SIZE_EXCEEDS_RESOURCE_POLICY_QUOTA", AwsFindingType::kWarning},
    AwsCode{"POLICY_SIZE_EXCEEDS_ROLE_TRUST_POLICY_QUOTA", AwsFindingType::kWarning},
    AwsCode{"POLICY_SIZE_EXCEEDS_SCP_QUOTA", AwsFindingType::kError},
    AwsCode{"PRIVATE_IP_ADDRESS", AwsFindingType::kError},
    AwsCode{"PRIVATE_IP_ADDRESS_SUBSET", AwsFindingType::kSuggestion},
    AwsCode{"PRIVATE_NOT_IP_ADDRESS", AwsFindingType::kError},
    AwsCode{"PRIVATE_NOT_IP_ADDRESS_SUBSET", AwsFindingType::kSuggestion},
    AwsCode{"RCP_MISSING_RELATED_PRINCIPAL_CONDITION_KEY", AwsFindingType::kWarning},
    AwsCode{"RCP_MISSING_RELATED_SERVICE_PRINCIPAL_CONDITION_KEY", AwsFindingType::kWarning},
    AwsCode{"RCP_MISSING_SERVICE_CONDITION_KEY_NULL_CHECK", AwsFindingType::kWarning},
    AwsCode{"RCP_SYNTAX_ERROR_ACTION", AwsFindingType::kError},
    AwsCode{"RCP_SYNTAX_ERROR_ALLOW", AwsFindingType::kError},
    AwsCode{"RCP_SYNTAX_ERROR_NOTACTION", AwsFindingType::kError},
    AwsCode{"RCP_SYNTAX_ERROR_PRINCIPAL", AwsFindingType::kError},
    AwsCode{"RECOMMENDED_CONDITION_KEY_FOR_SERVICE_PRINCIPAL", AwsFindingType::kSuggestion},
    AwsCode{"REDUNDANT_ACTION", AwsFindingType::kSuggestion},
    AwsCode{"REDUNDANT_CONDITION_VALUE_NUM", AwsFindingType::kSuggestion},
    AwsCode{"REDUNDANT_KEY_DUE_TO_WILDCARD_IN_CONDITION", AwsFindingType::kSuggestion},
    AwsCode{"REDUNDANT_PRINCIPAL_IN_ROLE_TRUST_POLICY", AwsFindingType::kSuggestion},
    AwsCode{"REDUNDANT_RESOURCE", AwsFindingType::kSuggestion},
    AwsCode{"REDUNDANT_STATEMENT", AwsFindingType::kSuggestion},
    AwsCode{"REDUNDANT_STATEMENT_DUE_TO_WILDCARD_IN_CONDITION", AwsFindingType::kSuggestion},
    AwsCode{"RESTRICT_ACCESS_TO_SERVICE_PRINCIPAL", AwsFindingType::kSecurityWarning},
    AwsCode{"ROLE_TRUST_POLICY_SYNTAX_ERROR_NOTPRINCIPAL", AwsFindingType::kError},
    AwsCode{"ROLE_TRUST_POLICY_SYNTAX_ERROR_RESOURCE", AwsFindingType::kError},
    AwsCode{"ROLE_TRUST_POLICY_UNSUPPORTED_WILDCARD_IN_PRINCIPAL", AwsFindingType::kError},
    AwsCode{"S3_PREFIX_IN_NEGATIVE_CONTEXT", AwsFindingType::kSecurityWarning},
    AwsCode{"SCP_SYNTAX_ERROR_ACTION_WILDCARD", AwsFindingType::kError},
    AwsCode{"SCP_SYNTAX_ERROR_PRINCIPAL", AwsFindingType::kError},
    AwsCode{"SPECIFIC_GITHUB_REPO_AND_BRANCH_RECOMMENDED", AwsFindingType::kWarning},
    AwsCode{"STRING_LIKE_OPERATOR_WITH_ARN_CONDITION_KEYS", AwsFindingType::kSecurityWarning},
    AwsCode{"TYPE_MISMATCH", AwsFindingType::kWarning},
    AwsCode{"TYPE_MISMATCH_BOOLEAN", AwsFindingType::kWarning},
    AwsCode{"TYPE_MISMATCH_DATE", AwsFindingType::kWarning},
    AwsCode{"TYPE_MISMATCH_IP_RANGE", AwsFindingType::kError},
    AwsCode{"TYPE_MISMATCH_NUMBER", AwsFindingType::kWarning},
    AwsCode{"TYPE_MISMATCH_STRING", AwsFindingType::kWarning},
    AwsCode{"UNIQUE_SIDS_RECOMMENDED", AwsFindingType::kWarning},
    AwsCode{"UNIQUE_SIDS_REQUIRED", AwsFindingType::kError},
    AwsCode{"UNSUPPORTED_ACTION_FOR_CONDITION_KEY", AwsFindingType::kError},
    AwsCode{"UNSUPPORTED_ACTION_IN_POLICY", AwsFindingType::kError},
    AwsCode{"UNSUPPORTED_CONDITION_KEY_FOR_SERVICE_PRINCIPAL", AwsFindingType::kError},
    AwsCode{"UNSUPPORTED_ELEMENT_COMBINATION", AwsFindingType::kError},
    AwsCode{"UNSUPPORTED_GLOBAL_CONDITION_KEY", AwsFindingType::kError},
    AwsCode{"UNSUPPORTED_PRINCIPAL", AwsFindingType::kError},
    AwsCode{"UNSUPPORTED_RESOURCE_ARN_IN_POLICY", AwsFindingType::kError},
    AwsCode{"UNSUPPORTED_SID", AwsFindingType::kError},
    AwsCode{"UNSUPPORTED_SPACE_IN_VARIABLE", AwsFindingType::kError},
    AwsCode{"UNSUPPORTED_WILDCARD_IN_PRINCIPAL", AwsFindingType::kError},
    AwsCode{"UNTRUSTWORTHY_CONDITION_KEY", AwsFindingType::kSecurityWarning},
    AwsCode{"USE_CONDITION_KEY_ONLY_WITH_SUPPORTED_SERVICES", AwsFindingType::kWarning},
    AwsCode{"VARIABLE_UNSUPPORTED_IN_ELEMENT", AwsFindingType::kError},
    AwsCode{"VARIABLE_UNSUPPORTED_IN_VERSION", AwsFindingType::kError},
    AwsCode{"VARIABLE_USAGE_TOO_PERMISSIVE", AwsFindingType::kError},
    AwsCode{"WILDCARD_IN_SERVICE_NAME", AwsFindingType::kSuggestion},
    AwsCode{"WILDCARD_USAGE_TOO_PERMISSIVE", AwsFindingType::kError},
    AwsCode{"WILDCARD_WITHOUT_LIKE_OPERATOR", AwsFindingType::kWarning},
};
static_assert(std::ranges::is_sorted(kCodes, {}, &AwsCode::code));

constexpr std::string_view kPage =
    "https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html";

// The page's own words: what the API calls WARNING is a general warning there.
std::string_view anchor_word(AwsFindingType type) {
  switch (type) {
    case AwsFindingType::kError:
      return "error";
    case AwsFindingType::kSecurityWarning:
      return "security-warning";
    case AwsFindingType::kWarning:
      return "general-warning";
    case AwsFindingType::kSuggestion:
      return "suggestion";
  }
  return "";
}

}  // namespace

std::string_view to_string(AwsFindingType type) {
  switch (type) {
    case AwsFindingType::kError:
      return "ERROR";
    case AwsFindingType::kSecurityWarning:
      return "SECURITY_WARNING";
    case AwsFindingType::kWarning:
      return "WARNING";
    case AwsFindingType::kSuggestion:
      return "SUGGESTION";
  }
  return "";
}

std::span<const AwsCode> aws_codes() { return kCodes; }

const AwsCode* find_aws_code(std::string_view code) {
  const auto* const found = std::ranges::lower_bound(kCodes, code, {}, &AwsCode::code);
  return found != kCodes.end() && found->code == code ? &*found : nullptr;
}

std::string learn_more_link(const AwsCode& code) {
  std::string anchor = ascii_lower(code.code);
  std::ranges::replace(anchor, '_', '-');
  return fmt::format("{}#access-analyzer-reference-policy-checks-{}-{}", kPage,
                     anchor_word(code.type), anchor);
}

}  // namespace cordon::rules
