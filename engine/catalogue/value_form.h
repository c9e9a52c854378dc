// The shape that the value of a condition key has to have, where it is narrower than its type: an
// account id, a region, a key ARN. Not how a value of that shape is checked.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

namespace cordon::catalogue {

enum class ValueForm : std::uint8_t {
  kFree,
  kAccountId,         // 12 digits
  kOrganizationId,    // `o-…`
  kOrganizationPath,  // `o-…/r-…/ou-…/`
  kVpcId,             // `vpc-` and 8 or 17 letters or digits
  kVpcEndpointId,     // `vpce-` and 8 or 17 letters or digits
  kRegion,            // `us-east-1`
  kServicePrincipal,  // `lambda.amazonaws.com`
  kRegionalService,   // `lambda.us-east-1.amazonaws.com`
  kKmsKeyArn,         // `arn:aws:kms:us-east-1:111122223333:key/…`
  kPrincipalArn,      // of a user, role, federated user or root; never of a role session
  kUserId,            // `AIDA…`, `AROA…:session`, an account id
  kPublicIp,          // private ranges never match
  kHeader,            // text of an HTTP header
};

struct ServiceKeyForm {
  std::string_view name;  // canonical spelling
  ValueForm form = ValueForm::kFree;
};

/// Keys of single services whose values have a form; sorted by name without regard to case.
/// Partial: those whose documentation says so in a sentence.
[[nodiscard]] std::span<const ServiceKeyForm> service_key_forms();

/// The form of the values of a key, global or of a service; kFree where none is known.
[[nodiscard]] ValueForm value_form(std::string_view key);

}  // namespace cordon::catalogue
