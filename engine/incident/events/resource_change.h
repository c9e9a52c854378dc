// What events do to the policies of resources: which ARN is meant, and how a policy is put or taken
// away. Internal to the event files.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "engine/incident/events/event_call.h"

namespace cordon::incident {

/// What a step's line says of a resource that the event names without its ARN, and that is not
/// there.
inline constexpr std::string_view kNotAmongGiven =
    "is none of the resources whose policy was given";
/// Of a policy that an event changes a part of.
inline constexpr std::string_view kRestIsUnknown = "what else it says is unknown";

/// A resource that an event names by its ARN, or by a name without region: then it is one of those
/// whose policy was given. `prefix` stands before the name in the ARN's sixth field (`function:`).
[[nodiscard]] std::optional<std::string> find_resource(const Change& change,
                                                       std::string_view service,
                                                       std::string_view prefix,
                                                       std::string_view name);
[[nodiscard]] EventOutcome unknown_resource(std::string_view name);

/// Stores the policy of a resource; the last one counts.
void put_resource_policy(Change& change, const std::string& arn, PolicyPtr policy);
/// Stores that the resource has none.
void remove_resource_policy(Change& change, const std::string& arn);

/// Puts the document that is the parameter's value, and says so.
[[nodiscard]] EventOutcome put_document(Change& change, const std::string& arn, JsonValue document);
[[nodiscard]] EventOutcome remove_document(Change& change, const std::string& arn);

}  // namespace cordon::incident
