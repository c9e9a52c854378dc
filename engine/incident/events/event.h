// Events: a time and an AWS API call with its own parameter names. The responder's plan, the
// attacker's changes and CloudTrail records all have this one shape (docs/incident-file.md). Which
// calls are known, and what each changes, is one table.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/incident/world/world.h"
#include "grammar/date_time.h"
#include "grammar/diagnostic.h"
#include "grammar/json.h"

namespace cordon::incident {

struct Event {
  std::uint32_t index = 0;  // position in the file, 0-based: "step 1" is index 0
  Instant at;
  std::string call;     // `iam:DeleteAccessKey`
  std::string account;  // whose state it changes; empty: not told (only iam: calls need it)
  /// Who made the call: the id of a credential of the incident, or `responder`; empty: not told.
  std::string by;
  JsonPtr tree;          // keeps `parameters` alive
  JsonValue node;        // the whole event, for places
  JsonValue parameters;  // an object; any value that is none stands for no parameters
};

/// What `by` says of a call that whoever answers the incident made, and stands for.
inline constexpr std::string_view kResponder = "responder";

/// An event's parameter by the name that the API gives it; CloudTrail writes the first letter
/// small.
[[nodiscard]] std::optional<JsonValue> parameter(const Event& event, std::string_view name);

/// Its text; empty: there is none.
[[nodiscard]] std::string parameter_text(const Event& event, std::string_view name);

/// What applying an event did.
struct Applied {
  World world;
  bool changed = false;
  bool doubtful = false;  // AWS refuses it, unless something was done that is not told
  /// Why nothing changed, or what changed, in one line: "access key AKIA… is not known to belong to
  /// a user of account 111122223333".
  std::string why;
  Diagnostics diagnostics;  // of documents inside the parameters
};

/// The world after the event, its revision raised by one. A call that changes nothing that is
/// modelled (reads; unknown calls, which are reported when they were read), that lacks a parameter,
/// or that AWS would refuse, changes nothing else. A document that can't be read is stored as
/// unreadable. Errors: a policy that AWS would not take (longer than its quota, a name with other
/// characters). Where AWS only demands that other things be removed first (a user's keys), the call
/// is applied, a warning and `why` say so, and it is doubtful.
[[nodiscard]] Applied apply(World world, const Event& event);

/// Names of the calls in the table, `service:Call`, sorted. Some of them are known to change
/// nothing that is modelled.
[[nodiscard]] std::vector<std::string_view> known_calls();

struct EventsResult {
  std::vector<Event> events;  // in time order; equal times in file order
  Diagnostics diagnostics;
};
/// Reads a list of events: `{at, call, parameters?, account?, by?}`; names of parameters may begin
/// with a small letter, as CloudTrail writes them. Errors: no time, a time without zone, no call
/// (such an event is left out); parameters that are no object or of the wrong kind, required ones
/// missing, no account for an iam: call (such an event is kept, and changes nothing when it is
/// applied). Unknown calls are errors too (with the nearest known name) unless they only read: what
/// they change is not known, so containment can't be claimed. Warnings: unknown parameters.
/// `default_account`: of events that tell none; empty: several were given; no value: none could be
/// read, which is an error already.
[[nodiscard]] EventsResult read_events(const JsonPtr& tree, JsonValue list,
                                       std::optional<std::string_view> default_account);

}  // namespace cordon::incident
