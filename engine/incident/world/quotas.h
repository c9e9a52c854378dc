// How long the policies of principals may be (catalogue/quotas.h), and how long they are: white
// space does not count.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

#include "engine/catalogue/quotas.h"
#include "engine/incident/world/account.h"

namespace cordon::incident {

/// The most that AWS takes, where it raises the quota on request what it raises it to. Inline
/// policies count together.
[[nodiscard]] std::size_t most_characters(catalogue::SizedPolicy policy);

/// Of a document as JSON.
[[nodiscard]] std::size_t policy_size(std::string_view document);
/// The same of one that was read, from JSON or YAML; no value: what it says is not known.
[[nodiscard]] std::optional<std::size_t> policy_size(const CompiledPolicy& policy);
/// Of all inline policies; no value: what one of them says is not known.
[[nodiscard]] std::optional<std::size_t> inline_size(const Entity& entity);

}  // namespace cordon::incident
