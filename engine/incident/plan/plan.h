// A plan of containment: the smallest set of steps after which every credential of an incident,
// given or still to be made, is closed, least disruptive first (docs/plan.md). What
// is claimed of a plan is what `judge` says of the incident with the plan's steps appended: steps
// are suggested here, and judged there. How a plan is shown is the command's matter.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <expected>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/incident/incident.h"
#include "engine/incident/report.h"

namespace cordon::incident {

/// What a step takes from people who did nothing wrong; less comes first.
enum class Disruption : std::uint8_t {
  kWayIn,           // what an event of the incident made or let in
  kOneCredential,   // a key or a password ends
  kOneSessionName,  // sessions of one name
  kOpenSessions,    // those that are open; who may, opens new ones
  kMachines,        // what runs under a role gets no more credentials
  kPrincipal,       // a user or role can do nothing any more
  kAccount,         // nobody in an account can
};
inline constexpr std::array<std::string_view, 7> kDisruptionNames{
    "way-in",   "one-credential", "one-session-name", "open-sessions",
    "machines", "principal",      "account"};
[[nodiscard]] constexpr std::string_view to_string(Disruption disruption) {
  return kDisruptionNames[static_cast<std::size_t>(disruption)];
}

struct PlanStep {
  const Event* event = nullptr;  // one of the plan's incident
  /// Steps of one measure only help together, and are judged as one.
  std::size_t measure = 0;
  Disruption disruption = Disruption::kOneCredential;
  /// Ids of credentials, and names of ways in, that are open without its measure: given ones of
  /// whom it is about, if there are some, else all, also those that could be made.
  std::vector<std::string> closes;
  std::string cost;  // to legitimate users, in one sentence
  /// Whose credentials may make the call, where it is not an administrator of the account.
  std::string made_by;
};

enum class PlanOutcome : std::uint8_t {
  kNothingToDo,  // contained without a step
  kContains,     // proved: contained when the last step is in force
  kFails,        // no such plan was found; its steps close what they can
};
inline constexpr std::array<std::string_view, 3> kPlanOutcomeNames{"nothing-to-do", "contains",
                                                                   "fails"};
[[nodiscard]] constexpr std::string_view to_string(PlanOutcome outcome) {
  return kPlanOutcomeNames[static_cast<std::size_t>(outcome)];
}

/// What the steps leave open.
struct LeftOpen {
  std::string credential;  // empty: it is no credential
  std::string why;
  std::string needed;  // who or what could close it
};

struct Plan {
  PlanOutcome outcome = PlanOutcome::kFails;
  Instant at;   // of the first step
  Instant end;  // when the last step is in force everywhere (assumption `propagation`)
  std::vector<PlanStep> steps;
  /// With the steps at the end of its events; never null. The report points into it.
  std::unique_ptr<const Incident> incident;
  Report report;
  std::vector<LeftOpen> open;
  /// What the proof takes from the incident file and a reader should know, in sentences.
  std::vector<std::string> notes;
  std::size_t judgements = 0;
  /// It was proved of each measure that the plan is none without it.
  bool smallest = true;
  /// Proved only of steps that are taken at once: between the first and the last of them something
  /// could be done that lasts.
  bool at_once = false;
  /// The bound of judgements was met before nothing was left to try.
  bool cut_short = false;
};

struct PlanOptions {
  std::optional<Instant> at;  // of the first step; no value: `plan_time`
  /// How often the search may look at the incident; two more prove what it found. No value: by the
  /// size of the incident.
  std::optional<std::size_t> most_judgements;
};

/// The latest moment that an incident tells of: its last event, `credentialsKnownUntil`, the
/// snapshot, and when its credentials were issued. No value: it tells of none.
[[nodiscard]] std::optional<Instant> plan_time(const Incident& incident);

/// The error says why there is no time at which steps could be taken.
[[nodiscard]] std::expected<Plan, std::string> make_plan(const Incident& incident,
                                                         const PlanOptions& options);

}  // namespace cordon::incident
