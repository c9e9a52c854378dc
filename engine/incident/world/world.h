// Everything that policies and principals are at one moment: accounts, organization, resource
// policies. Events turn one world into the next.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "engine/incident/world/account.h"
#include "engine/incident/world/organization.h"
#include "engine/incident/world/snapshot.h"

namespace cordon::incident {

struct World {
  std::map<std::string, Account, std::less<>> accounts;
  Organization organization;
  std::vector<ResourcePolicy> resources;
  Revision revision = 0;
};

/// Null when it was not given.
[[nodiscard]] const Account* find_account(const World& world, std::string_view id);

/// The ARN of the resource whose policy counts for `arn`: an S3 object's is its bucket's, an
/// index's its table's. A view into `arn`.
[[nodiscard]] std::string_view policy_owner(std::string_view arn);

/// Whether a statement names this resource, not merely `*`.
[[nodiscard]] bool speaks_of(const CompiledPolicy& policy, std::string_view arn);

/// Patterns of all that the policy of a resource, whose ARN is known, is asked about: itself, what
/// belongs to it, and what is behind its ARN and named by a statement (the alias of a function).
[[nodiscard]] std::vector<std::string> answered_by(const ResourcePolicy& resource);
/// Whether a statement of a resource's policy names this, which is behind the resource's ARN.
[[nodiscard]] bool names_part(const ResourcePolicy& resource, std::string_view arn);

/// The policy of a resource, if one was given: its own, or that of its owner, or one that names it
/// behind the ARN of its resource, or a statement of a bare document that speaks of it. A policy
/// that an event took away is there without statements.
[[nodiscard]] const ResourcePolicy* resource_policy_of(const World& world, std::string_view arn);

}  // namespace cordon::incident
