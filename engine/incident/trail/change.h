// A record of a call that changes who may do what, in the shape of an incident file's events
// (events/event.h): the call, its parameters under the names that the API gives them, and what the
// answer adds (ids). One record at a time; whose changes matter is gather.h's.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/incident/trail/trail_record.h"

namespace cordon::incident {

struct TrailChange {
  RecordPlace place;
  Instant at;
  std::string event_id;
  std::string call;        // `iam:PutUserPolicy`
  std::string account;     // whose state it changes
  std::string parameters;  // a JSON object
  std::string by_key;
  std::string by_arn;
  /// The call is in the table of events: an incident file takes it.
  bool known = false;
  /// Made with a credential of the tree; else by somebody else, on what the tree touched.
  bool by_tree = false;
};

/// No value when the call failed, only reads, or changes no permission.
[[nodiscard]] std::optional<TrailChange> read_change(const TrailRecord& record);

}  // namespace cordon::incident
