// What a request meets that is not its caller's: the policies of resources, trust policies, SCPs
// and RCPs, as they are in one world. It keeps that part of the world, and nothing of what
// principals may do themselves.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "engine/incident/verdict/listed_resources.h"
#include "engine/incident/verdict/sensitivity.h"
#include "engine/incident/world/world.h"

namespace cordon::incident {

/// Roles of one account with the same trust policy, stored at the same time: the same callers may
/// assume them, as far as no other policy tells them apart by name.
struct AlikeRoles {
  std::string_view account;
  const CompiledPolicy* trust;     // of the first of them
  std::vector<const Role*> roles;  // by name; never empty
};

class Surroundings {
 public:
  explicit Surroundings(const World& world);

  Surroundings(const Surroundings&) = delete;
  Surroundings& operator=(const Surroundings&) = delete;
  ~Surroundings() = default;

  /// Accounts with the trust policies of their roles, the organization, and the resources.
  [[nodiscard]] const World& world() const { return world_; }
  /// Whether another world of the same history has the same.
  [[nodiscard]] bool are_those_of(const World& world) const;
  /// As resource_policy_of (world.h).
  [[nodiscard]] const ResourcePolicy* resource_policy(std::string_view arn) const;
  /// Whether there is a policy of some resource of a service (`iam`), or one that may be.
  [[nodiscard]] bool has_policies_of(std::string_view service) const;
  /// All roles; in the order of accounts and names, as far as the first of each has one.
  [[nodiscard]] const std::vector<AlikeRoles>& alike_roles() const { return alike_roles_; }
  /// As levels_of (organization.h); each account is looked up once.
  [[nodiscard]] const OrganizationLevels& levels(std::string_view account) const;
  /// As resources_listed_in (listed_resources.h).
  [[nodiscard]] const ListedResources& listed_resources() const { return listed_resources_; }
  /// Of all that is here.
  [[nodiscard]] const Sensitivity& sensitivity() const { return sensitivity_; }

 private:
  World world_;
  std::unordered_map<std::string_view, const ResourcePolicy*> by_arn_;
  std::vector<const ResourcePolicy*> of_several_;  // bare documents that name several resources
  mutable std::map<std::string, OrganizationLevels, std::less<>> levels_;
  std::vector<AlikeRoles> alike_roles_;  // points into world_
  ListedResources listed_resources_;     // points into world_
  Sensitivity sensitivity_;
};

}  // namespace cordon::incident
