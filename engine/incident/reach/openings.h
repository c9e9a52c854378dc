// Whom the statements of a policy let in that is of none of the accounts that were given, and which
// event first did so: what was there before, and what the responder put, is nobody's door. Whether
// such a statement lets a request through is asked elsewhere (outsiders.h).
#pragma once

#include <cstddef>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "engine/compile.h"
#include "engine/incident/events/event.h"
#include "engine/incident/world/world.h"

namespace cordon::incident {

/// One principal that a statement with Allow names.
struct Opening {
  PolicyPtr policy;  // keeps the statement alive
  std::size_t statement = 0;
  PrincipalPattern whom;
  std::string who;  // for people: `account 999988887777`, `anyone`
  std::string key;  // the same for all that let in the same principal under the same conditions
};

/// Openings to whoever is of none of the world's accounts; services are among them.
[[nodiscard]] std::vector<Opening> openings_of(const PolicyPtr& policy, const World& world);

/// An opening from one world on until another one; no `until`: it stays.
struct Opened {
  Opening opening;
  const Event* event;  // that made it
  std::size_t since;
  std::optional<std::size_t> until;
};

/// Follows the policy of one role or resource through the worlds, in ascending order.
class OpeningLedger {
 public:
  /// World 0; `maker`: the event before the snapshot that put the policy, null: none is told. A
  /// null policy is none.
  void begin(const PolicyPtr& policy, const World& world, const Event* maker);
  /// The policy from a world on, which an event left.
  void next(std::size_t index, const PolicyPtr& policy, const World& world, const Event& event);
  [[nodiscard]] std::vector<Opened> take() { return std::move(opened_); }

 private:
  // An Allow is as narrow as the Denies beside it.
  struct Trusted {
    std::string key;
    std::set<std::string> denies;
  };

  void trust(const std::vector<Opening>& openings, const std::set<std::string>& denies);
  [[nodiscard]] bool is_trusted(const Opening& opening, const std::set<std::string>& denies) const;
  [[nodiscard]] Opened* find_open(const std::string& key);

  std::vector<Trusted> trusted_;
  std::vector<Opened> opened_;
};

/// The event was not told to be the responder's.
[[nodiscard]] bool is_suspect(const Event& event);

/// A credential with this time of issue may be what a call at that time gave: logs and answers tell
/// seconds.
[[nodiscard]] bool is_made_at(Instant issued, Instant call);

/// `event 3 (iam:CreateAccessKey)`.
[[nodiscard]] std::string event_words(const Event& event);

}  // namespace cordon::incident
