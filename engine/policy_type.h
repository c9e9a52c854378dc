// The policy types of IAM, by the words that every command uses (cli.md).
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

namespace cordon {

enum class PolicyType : std::uint8_t {
  kIdentity,
  kResource,
  kTrust,
  kBoundary,
  kSession,
  kScp,
  kRcp,
  kEndpoint,
};

inline constexpr std::array<std::string_view, 8> kPolicyTypeNames{
    "identity", "resource", "trust", "boundary", "session", "scp", "rcp", "endpoint"};

[[nodiscard]] constexpr std::string_view to_string(PolicyType type) {
  return kPolicyTypeNames[static_cast<std::size_t>(type)];
}

[[nodiscard]] constexpr std::optional<PolicyType> policy_type_from(std::string_view name) {
  for (std::size_t i = 0; i < kPolicyTypeNames.size(); ++i) {
    if (kPolicyTypeNames[i] == name) return static_cast<PolicyType>(i);
  }
  return std::nullopt;
}

/// Policy types whose statements name a principal.
[[nodiscard]] constexpr bool has_principals(PolicyType type) {
  return type == PolicyType::kResource || type == PolicyType::kTrust || type == PolicyType::kRcp ||
         type == PolicyType::kEndpoint;
}

}  // namespace cordon
