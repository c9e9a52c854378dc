// Events: a time and an AWS API call with its own parameter names. The responder's plan, the
// attacker's changes and CloudTrail records all have this one shape (containment.md 2). Which calls
// are known, and what each changes, is one table.
#pragma once

#include <cstdint>
#include <expected>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/incident/world.h"
#include "grammar/date_time.h"
#include "grammar/diagnostic.h"
#include "grammar/json.h"

namespace cordon::incident {

struct Event {
  std::uint32_t index = 0;  // position in the file, 0-based: "step 1" is index 0
  Instant at;
  std::string call;      // `iam:DeleteAccessKey`
  std::string account;   // whose state it changes; never empty after reading
  JsonPtr tree;          // keeps `parameters` alive
  JsonValue node;        // the whole event, for places
  JsonValue parameters;  // an object
};

/// What applying an event did.
struct Applied {
  World world;
  bool changed = false;
  /// Why nothing changed, or what changed, in one line: "access key AKIA… is not known to belong to
  /// a user of account 111122223333".
  std::string why;
  Diagnostics diagnostics;  // of documents inside the parameters, of missing parameters
};

/// The world after the event. A call that changes nothing that is modelled (reads; unknown calls,
/// which are reported when they were read) gives the same world.
[[nodiscard]] Applied apply(World world, const Event& event);

/// Names of the calls whose effect is modelled, `service:Call`, sorted.
[[nodiscard]] std::span<const std::string_view> known_calls();

struct EventsResult {
  std::vector<Event> events;  // in time order; equal times in file order
  Diagnostics diagnostics;
};
/// Reads a list of events: `{at, call, parameters, account?}`. Errors: no time, a time without
/// zone, no call, parameters that are no object, required parameters missing. Warnings: unknown
/// calls (with the nearest known name), unknown parameters, an event before `snapshot_time` when
/// that is given.
[[nodiscard]] EventsResult read_events(const JsonPtr& tree, JsonValue list,
                                       std::string_view default_account);

}  // namespace cordon::incident
