// Which requests resource control policies reach: listed services, actions on a resource, not
// service-linked roles. The list of services is data with a date (semantics.md 4.5, 12).
#pragma once

#include <span>
#include <string_view>

#include "engine/request.h"
#include "engine/truth.h"

namespace cordon {

/// The date of the list of services, `YYYY-MM-DD`.
[[nodiscard]] std::string_view rcp_services_date();

/// The list: prefixes in ascending order.
[[nodiscard]] std::span<const std::string_view> rcp_services();

/// Whether the list has a service; `service` is a prefix in lower case.
[[nodiscard]] bool rcps_known_to_reach(std::string_view service);

/// Unknown where the service is not on our list (it keeps growing), and where the resource is `*`.
[[nodiscard]] Truth rcps_reach(const Request& request);

}  // namespace cordon
