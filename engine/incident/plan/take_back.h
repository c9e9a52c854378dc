// What shuts a way in that an event opened: the policy that it changed as it was before, or without
// whom it let in; an identity provider that it made, deleted. What is denied to users and roles of
// the account keeps none of these out. Whether a way in is shut thereby is judged elsewhere.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/incident/plan/climb.h"
#include "engine/incident/report.h"
#include "engine/incident/world/world.h"

namespace cordon::incident {

/// Ways in that are open, all to one role or one resource; never empty.
using OpenDoors = std::vector<const Door*>;

class TakeBack {
 public:
  /// `world`: that of after the events. Both have to outlive it.
  TakeBack(const Incident& incident, const World& world) : incident_(incident), world_(world) {}

  /// Rungs for ways into the role.
  void trust(Climb& climb, const Account& account, const Role& role, const OpenDoors& doors) const;
  /// Rungs for ways in of which nobody's credential is known.
  void other(Climb& climb, const OpenDoors& doors) const;
  /// What could shut it that no measure does.
  [[nodiscard]] static std::string needed_for(const Door& door);

 private:
  [[nodiscard]] std::optional<World> world_before(const Event& opened,
                                                  std::string_view names) const;
  void resource(Climb& climb, const OpenDoors& doors) const;
  void provider(Climb& climb, const Door& door) const;
  [[nodiscard]] std::string policy_without(const PolicyPtr& policy, const OpenDoors& doors) const;

  const Incident& incident_;
  const World& world_;
};

}  // namespace cordon::incident
