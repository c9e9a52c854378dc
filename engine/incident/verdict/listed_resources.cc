#include "engine/incident/verdict/listed_resources.h"

#include <algorithm>
#include <iterator>
#include <optional>
#include <utility>

#include "engine/made_policy.h"

namespace cordon::incident {
namespace {

// No value: they can't be listed.
std::optional<std::vector<std::string>> named_resources(const CompiledPolicy& policy) {
  if (policy.unreadable) return std::nullopt;
  std::vector<std::string> all;
  for (const CompiledStatement& statement : policy.statements) {
    if (statement.resources.negated()) return std::nullopt;
    for (const ResourceEntry& entry : statement.resources.entries()) {
      if (entry.with_variables) return std::nullopt;
      all.push_back(entry.text);
    }
  }
  return all;
}

PolicyPtr grants_of(const std::vector<ListedResource>& resources) {
  std::vector<CompiledStatement> grants;
  for (const ListedResource& resource : resources) {
    const CompiledPolicy& policy = *resource.policy->policy;
    if (policy.unreadable) return nullptr;
    std::ranges::copy_if(
        policy.statements, std::back_inserter(grants),
        [](const CompiledStatement& each) { return each.effect == Effect::kAllow; });
  }
  return policy_of(std::move(grants), PolicyType::kResource,
                   "what the policies of resources allow");
}

}  // namespace

ListedResources resources_listed_in(const World& world) {
  ListedResources listed;
  for (const ResourcePolicy& resource : world.resources) {
    const StoredPolicy* policy = &resource.policy;
    if (!resource.arn.empty()) {
      listed.resources.push_back({policy, answered_by(resource)});
    } else if (auto named = named_resources(*policy->policy)) {
      if (!named->empty()) listed.resources.push_back({policy, *std::move(named)});
    } else {
      listed.not_listed.push_back(policy->policy->name);
    }
  }
  listed.grants = grants_of(listed.resources);
  return listed;
}

}  // namespace cordon::incident
