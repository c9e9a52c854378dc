// What a resource policy can be attached to: by type of resource, which actions and resources make
// sense in it, who may change it, how long it may be. Not what AWS refuses in any resource policy.
//
// Source: "ValidatePolicy" (the types that it accepts), the Service Authorization Reference
// (actions that change policies), the quota pages of the services, "IAM policy validation check
// reference" (keys without use), as of 2026-09. Partial: AWS has more services with resource
// policies.
#pragma once

#include <array>
#include <span>
#include <string_view>

#include "engine/catalogue/quotas.h"

namespace cordon::catalogue {

struct PolicyTarget {
  std::string_view type;     // `AWS::S3::Bucket`, as ValidatePolicy and CloudFormation name it
  std::string_view service;  // the prefix of the actions that its policies can name
  /// Resource types of the catalogue whose ARNs its policies can name, of the service above unless
  /// written `service type`; the first is the resource itself. Unused places are empty.
  std::array<std::string_view, 4> resources = {};
  /// Actions that write or take away its policy; the first one is the usual way.
  std::array<std::string_view, 3> edits = {};
  Quota quota = {};
  bool validated = false;  // ValidatePolicy has checks of its own for it
};

/// Sorted by type.
[[nodiscard]] std::span<const PolicyTarget> policy_targets();

/// Null: not known, which does not mean that there is none.
[[nodiscard]] const PolicyTarget* find_policy_target(std::string_view type);

/// Whether an ARN of that resource type can stand in the target's policy.
[[nodiscard]] bool can_name(const PolicyTarget& target, std::string_view service,
                            std::string_view resource_type);

/// Whether the action changes the policy of the target.
[[nodiscard]] bool edits_policy(const PolicyTarget& target, std::string_view action);

/// The key says nothing in a policy of the target, as every request has the same value for it
/// (IRRELEVANT_CONDITION_KEY_IN_POLICY). The cases that AWS names.
[[nodiscard]] bool is_irrelevant(const PolicyTarget& target, std::string_view key);

/// The actions that can stand in a role's trust policy.
[[nodiscard]] std::span<const std::string_view> trust_policy_actions();

/// The action without which a request for a role cannot carry the key, so that a trust policy has
/// to allow it, too (MISSING_ACTION_FOR_CONDITION_KEY); empty for other keys.
[[nodiscard]] std::string_view companion_action(std::string_view key);

}  // namespace cordon::catalogue
