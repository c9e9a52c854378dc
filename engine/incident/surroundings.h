// What a request meets that is not its caller's: the policies of resources, trust policies, SCPs
// and RCPs, as they are in one world. A view into that world, with the look-ups that would else be
// searches.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "engine/incident/sensitivity.h"
#include "engine/incident/world.h"

namespace cordon::incident {

class Surroundings {
 public:
  explicit Surroundings(const World& world);

  [[nodiscard]] const World& world() const { return world_; }
  /// As resource_policy_of (world.h).
  [[nodiscard]] const ResourcePolicy* resource_policy(std::string_view arn) const;
  /// As levels_of (organization.h); each account is looked up once.
  [[nodiscard]] const OrganizationLevels& levels(std::string_view account) const;
  /// Of all that is here.
  [[nodiscard]] const Sensitivity& sensitivity() const { return sensitivity_; }

 private:
  const World& world_;
  std::unordered_map<std::string_view, const ResourcePolicy*> by_arn_;
  std::vector<const ResourcePolicy*> of_several_;  // bare documents that name several resources
  mutable std::map<std::string, OrganizationLevels, std::less<>> levels_;
  Sensitivity sensitivity_;
};

/// Whether nothing that Surroundings shows differs between two worlds of a history.
[[nodiscard]] bool same_surroundings(const World& a, const World& b);

}  // namespace cordon::incident
