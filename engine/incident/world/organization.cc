#include "engine/incident/world/organization.h"

#include <fmt/format.h>

#include <algorithm>
#include <ranges>
#include <utility>

namespace cordon::incident {
namespace {

const OrganizationPolicy* find_policy(const Organization& organization, std::string_view id) {
  const auto found = organization.policies.find(id);
  return found == organization.policies.end() ? nullptr : &found->second;
}

bool in_use(const Organization& organization, PolicyType type) {
  return std::ranges::any_of(organization.targets, [&](const auto& entry) {
    return !attached(organization, entry.second, type).empty();
  });
}

// What can't be known of a level may be a Deny as well as an Allow.
std::vector<PolicyPtr> unknown_level(PolicyType type, std::string what) {
  return {unreadable_policy(type, std::move(what))};
}

std::vector<PolicyPtr> level(const Organization& organization, const Target& target,
                             PolicyType type) {
  auto policies = attached(organization, target, type);
  if (!policies.empty() || type != PolicyType::kScp) return policies;
  return unknown_level(type, fmt::format("SCPs of {}, which were not given", target.id));
}

// From the account up. The last one is no root when its parent is missing or the path has a cycle:
// both were reported by the reader.
std::vector<const Target*> path_to_root(const Organization& organization,
                                        std::string_view account) {
  std::vector<const Target*> path;
  for (std::string_view id = account; !id.empty() && path.size() < kMostLevels;) {
    const auto found = organization.targets.find(id);
    if (found == organization.targets.end()) break;
    if (std::ranges::find(path, &found->second) != path.end()) break;
    path.push_back(&found->second);
    id = found->second.parent;
  }
  return path;
}

std::vector<std::vector<PolicyPtr>> levels(const Organization& organization,
                                           const std::vector<const Target*>& path,
                                           PolicyType type) {
  std::vector<std::vector<PolicyPtr>> levels;
  if (path.empty() || !in_use(organization, type)) return levels;
  if (!is_root_id(path.back()->id)) {
    levels.push_back(unknown_level(
        type, fmt::format("policies above {}, which were not given", path.back()->id)));
  }
  for (const Target* target : std::views::reverse(path)) {
    levels.push_back(level(organization, *target, type));
  }
  return levels;
}

}  // namespace

std::vector<PolicyPtr> attached(const Organization& organization, const Target& target,
                                PolicyType type) {
  std::vector<PolicyPtr> policies;
  for (const std::string& id : target.policies) {
    if (const OrganizationPolicy* policy = find_policy(organization, id)) {
      if (policy->type == type) policies.push_back(policy->policy);
    } else {
      policies.push_back(unreadable_policy(
          type, fmt::format("organization policy {}, whose document was not given", id)));
    }
  }
  return policies;
}

OrganizationLevels levels_of(const Organization& organization, std::string_view account) {
  if (account == organization.management_account) return {};
  const auto path = path_to_root(organization, account);
  return {levels(organization, path, PolicyType::kScp),
          levels(organization, path, PolicyType::kRcp)};
}

}  // namespace cordon::incident
