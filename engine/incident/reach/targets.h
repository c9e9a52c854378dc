// The users and roles that ways lead to, and when they are not as they were: who there is, how long
// sessions last, who has a password, which roles instance profiles hand out.
#pragma once

#include <cstddef>
#include <map>
#include <set>
#include <vector>

#include "engine/incident/verdict/history.h"

namespace cordon::incident {

/// Users and roles to which ways are asked for.
struct WantedTargets {
  bool all = false;  // whatever is listed
  std::set<History::Name> users;
  std::set<History::Name> roles;

  [[nodiscard]] bool none() const { return !all && users.empty() && roles.empty(); }
};

class Targets {
 public:
  /// The history has to outlive it.
  explicit Targets(const History& history);

  /// How often they had changed up to a world, in what ways look at other than policies.
  [[nodiscard]] std::size_t changes(std::size_t world) const { return changes_[world]; }
  /// Adds the instants of these changes, and the ends of their propagation windows, to points that
  /// are in ascending order, each once; none before the first of them.
  void add_changes(std::vector<Instant>& points) const;
  /// The users and roles that an event changed in any way.
  [[nodiscard]] WantedTargets changed_by(std::size_t event) const;
  /// Those to whom ways are not what they were, whoever goes them: a role's trust policy counts,
  /// what they may do themselves does not. The same object each time.
  [[nodiscard]] const WantedTargets& turned_by(std::size_t event);

 private:
  [[nodiscard]] WantedTargets find_turned_by(std::size_t event) const;
  /// Roles that instance profiles hand out, or no longer.
  void add_profiles(std::size_t event, WantedTargets& targets) const;

  const History& history_;
  std::vector<std::size_t> changes_;             // by world
  std::map<std::size_t, WantedTargets> turned_;  // by event
};

}  // namespace cordon::incident
