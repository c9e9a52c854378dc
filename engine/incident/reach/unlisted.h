// Long-lived credentials that events make and the incident does not list: access keys, console
// passwords, SSH keys and the like. Who holds them is not told, unless a credential of the incident
// made them.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/incident/report.h"
#include "engine/incident/verdict/history.h"

namespace cordon::incident {

/// Not in the order in which they were opened.
[[nodiscard]] std::vector<Door> unlisted_of(const History& history);

/// The call that deletes what an event made that signs as a user and is neither a key nor a
/// password.
struct ServiceKeyDeletion {
  std::string_view word;  // `SSH key`
  std::string_view call;
  std::string_view parameter;  // that has the id
  std::string id;
};
/// No value: it made none, or its id was not told.
[[nodiscard]] std::optional<ServiceKeyDeletion> deletion_of_service_key(const Event& made);

}  // namespace cordon::incident
