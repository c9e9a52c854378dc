#include "engine/incident/world/world.h"

#include <algorithm>

#include "grammar/arn.h"

namespace cordon::incident {
namespace {

bool names(const ResourceSet& resources, std::string_view arn) {
  if (resources.negated()) return false;
  return std::ranges::any_of(resources.entries(), [arn](const ResourceEntry& entry) {
    return !entry.everything && std::ranges::any_of(entry.patterns, [arn](const Pattern& pattern) {
      return pattern.matches(arn);
    });
  });
}

}  // namespace

bool speaks_of(const CompiledPolicy& policy, std::string_view arn) {
  return std::ranges::any_of(policy.statements, [arn](const CompiledStatement& statement) {
    return names(statement.resources, arn);
  });
}

const Account* find_account(const World& world, std::string_view id) {
  const auto found = world.accounts.find(id);
  return found == world.accounts.end() ? nullptr : &found->second;
}

std::string_view policy_owner(std::string_view arn) {
  const auto fields = split_arn(arn);
  if (!fields || fields->service != "s3" || !fields->account.empty()) return arn;
  const std::size_t slash = fields->resource.find('/');
  if (slash == std::string_view::npos) return arn;
  return arn.substr(0, arn.size() - fields->resource.size() + slash);
}

const ResourcePolicy* resource_policy_of(const World& world, std::string_view arn) {
  if (arn.empty()) return nullptr;
  const std::string_view owner = policy_owner(arn);
  const auto named = std::ranges::find(world.resources, owner, &ResourcePolicy::arn);
  if (named != world.resources.end()) return &*named;
  const auto speaking =
      std::ranges::find_if(world.resources, [arn](const ResourcePolicy& resource) {
        return resource.arn.empty() && speaks_of(*resource.policy.policy, arn);
      });
  return speaking == world.resources.end() ? nullptr : &*speaking;
}

}  // namespace cordon::incident
