// How long policies may be ("IAM and AWS STS quotas", IAM User Guide), and how long they are: white
// space does not count.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

#include "engine/incident/world/account.h"

namespace cordon::incident {

/// Of all inline policies of one principal together.
inline constexpr std::size_t kUserInlineQuota = 2'048;
inline constexpr std::size_t kRoleInlineQuota = 10'240;
inline constexpr std::size_t kGroupInlineQuota = 5'120;
inline constexpr std::size_t kManagedQuota = 6'144;
/// What it can be raised to; 2,048 unless it is.
inline constexpr std::size_t kTrustQuota = 4'096;

/// Of a document as JSON.
[[nodiscard]] std::size_t policy_size(std::string_view document);
/// The same of one that was read, from JSON or YAML; no value: what it says is not known.
[[nodiscard]] std::optional<std::size_t> policy_size(const CompiledPolicy& policy);
/// Of all inline policies; no value: what one of them says is not known.
[[nodiscard]] std::optional<std::size_t> inline_size(const Entity& entity);

}  // namespace cordon::incident
