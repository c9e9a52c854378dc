// What AWS refuses whoever asks for it: names, documents that are too long or no policies of their
// kind. Internal to the event files.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "engine/incident/events/event_call.h"
#include "engine/incident/events/iam_lookup.h"

namespace cordon::incident {

/// Longest names (IAM API Reference: CreateUser, CreateRole; all others).
inline constexpr std::size_t kLongestPrincipalName = 64;
inline constexpr std::size_t kLongestName = 128;

/// Refuses a name that is too long or has other characters than `[\w+=,.@-]`; no value: AWS takes
/// it.
[[nodiscard]] std::optional<EventOutcome> refused_name(Change& change, std::string_view parameter,
                                                       std::size_t longest);

/// Refuses an identity policy with a resource that is neither an ARN nor `*`.
[[nodiscard]] std::optional<EventOutcome> refused_resource(Change& change,
                                                           const CompiledPolicy& policy);

/// Refuses a managed policy or a trust policy that is longer than AWS's quota.
[[nodiscard]] std::optional<EventOutcome> refused_length(Change& change, std::string_view parameter,
                                                         const CompiledPolicy& policy,
                                                         std::size_t quota);

/// Refuses an inline policy that does not fit beside the entity's others; one of the same name is
/// replaced.
[[nodiscard]] std::optional<EventOutcome> refused_inline(Change& change, EntityKind kind,
                                                         const Entity& entity,
                                                         const StoredPolicy& policy);

}  // namespace cordon::incident
