// What can be done about a credential: measures in the order of how much they take from others,
// made for the world as it is when the plan begins, so that names of policies are free and AWS's
// quotas are kept. Whether a measure helps is not known here.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "engine/incident/plan/measure.h"
#include "engine/incident/plan/openness.h"
#include "engine/incident/plan/take_back.h"
#include "engine/incident/world/world.h"

namespace cordon::incident {

/// Ids of measures that were taken before the credentials were looked at, and of all.
struct TakenMeasures {
  const std::set<std::string>& before;
  const std::set<std::string>& all;
};

class Ladder {
 public:
  /// Steps are taken at `at`; `world` is that of then. The incident has to outlive it.
  Ladder(const Incident& incident, World world, Instant at);
  Ladder(const Ladder&) = delete;
  Ladder& operator=(const Ladder&) = delete;
  ~Ladder() = default;

  /// The first measures for the credential that were not taken before; none: there are no others.
  /// `open` is all of its owner's that is open.
  [[nodiscard]] std::vector<Measure> next(const OpenCredential& credential,
                                          const std::vector<OpenCredential>& open,
                                          const TakenMeasures& taken) const;
  /// The same for ways into one place of which nobody's credential is known.
  [[nodiscard]] std::vector<Measure> next(const OpenDoors& doors,
                                          const std::set<std::string>& taken) const;

  /// What could close it that no measure does.
  [[nodiscard]] std::string needed_for(const OpenCredential& credential) const;

 private:
  void climb_user(Climb& climb, const OpenCredential& credential, const Account& account,
                  const User& user) const;
  void climb_role(Climb& climb, const OpenCredential& credential,
                  const std::vector<OpenCredential>& open, const Account& account,
                  const Role& role) const;

  const Incident& incident_;
  World world_;
  TakeBack take_back_;
  Instant cutoff_;  // tokens issued before it are denied where open sessions are
};

/// Whether a measure closes all that the other one does.
[[nodiscard]] bool supersedes(const Measure& measure, const Measure& other);

}  // namespace cordon::incident
