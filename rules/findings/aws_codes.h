// The issue codes of AWS's ValidatePolicy: how bad AWS says that each is, and where it explains it.
// Facts about AWS's answer alone; which rule covers a code is the rule's to say.
// Source: "IAM Access Analyzer policy check reference" of the IAM User Guide, read 2026-11.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace cordon::rules {

enum class AwsFindingType : std::uint8_t { kError, kSecurityWarning, kWarning, kSuggestion };

/// As the API writes it: `ERROR`, `SECURITY_WARNING`, `WARNING`, `SUGGESTION`.
[[nodiscard]] std::string_view to_string(AwsFindingType type);

struct AwsCode {
  std::string_view code;
  AwsFindingType type;
};

/// All of them, sorted.
[[nodiscard]] std::span<const AwsCode> aws_codes();
/// Null when AWS has no such code.
[[nodiscard]] const AwsCode* find_aws_code(std::string_view code);

/// The API's `learnMoreLink`.
[[nodiscard]] std::string learn_more_link(const AwsCode& code);

}  // namespace cordon::rules
