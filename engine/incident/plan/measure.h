// A measure of a plan: API calls that only help together, such as creating a policy and attaching
// it, before they are events. What measures there are for a credential is ladder.h's business.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/incident/events/event.h"
#include "engine/incident/plan/plan.h"

namespace cordon::incident {

struct PlannedCall {
  std::string name;                                                  // `iam:PutUserPolicy`
  std::string account;                                               // empty: it is of none
  std::vector<std::pair<std::string_view, std::string>> parameters;  // name, JSON
};

struct Measure {
  std::string id;     // of what it does to whom: two of one id are the same
  std::string owner;  // the user, role or account
  Disruption disruption = Disruption::kOneCredential;
  std::vector<PlannedCall> calls;
  std::string cost;
  std::string made_by;
  std::string note;  // that a reader of the plan should know; empty: none
  /// It ends what makes credentials: done before what ends those that were made.
  bool ends_minting = false;
  std::vector<std::string> closes;  // ids, once they were found out
};

/// When the calls of a measure are made, all of them.
struct MeasureTimes {
  Instant ending_minting;
  Instant others;
};

/// The calls as events that follow those of `incident`, in the order of the measures, those that
/// end minting first.
struct PlannedEvents {
  std::vector<Event> events;
  std::vector<std::string> measures;  // of each event, the measure's id
};
[[nodiscard]] PlannedEvents events_of(const std::vector<Measure>& measures,
                                      const MeasureTimes& times, const Incident& incident);

}  // namespace cordon::incident
