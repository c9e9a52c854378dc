#include "engine/incident/verdict/surroundings.h"

#include <fmt/format.h>

#include <algorithm>
#include <unordered_map>
#include <utility>

#include "grammar/arn.h"

namespace cordon::incident {
namespace {

// But for its trust policy a role is nobody's surroundings: what it may do is its sessions' own.
bool same_trust(const Role& a, const Role& b) {
  return a.name == b.name && a.arn == b.arn && a.trust == b.trust;
}

bool same_roles(const Account& a, const Account& b) {
  return std::ranges::equal(a.roles, b.roles, [](const auto& left, const auto& right) {
    return left.first == right.first && same_trust(left.second, right.second);
  });
}

Account trusts_of(const Account& account) {
  Account kept;
  kept.id = account.id;
  kept.partition = account.partition;
  for (const auto& [name, role] : account.roles) {
    Role& trusting = kept.roles[name];
    trusting.name = role.name;
    trusting.arn = role.arn;
    trusting.trust = role.trust;
  }
  return kept;
}

World surroundings_in(const World& world) {
  World kept;
  for (const auto& [id, account] : world.accounts) kept.accounts.emplace(id, trusts_of(account));
  kept.organization = world.organization;
  kept.resources = world.resources;
  kept.revision = world.revision;
  return kept;
}

// By the text of their trust policies; one without a text is like no other.
std::vector<AlikeRoles> alike_roles_in(const World& world) {
  std::vector<AlikeRoles> all;
  std::unordered_map<std::string, std::size_t> numbers;
  for (const auto& [id, account] : world.accounts) {
    for (const auto& [name, role] : account.roles) {
      const CompiledPolicy* trust = role.trust.policy.get();
      const std::string_view text = document_text(*trust);
      const void* unread = text.empty() ? trust : nullptr;
      std::string key = fmt::format("{} {} {} {}", id, role.trust.stored, unread, text);
      const auto [place, is_new] = numbers.try_emplace(std::move(key), all.size());
      if (is_new) all.push_back({.account = id, .trust = trust, .roles = {}});
      all[place->second].roles.push_back(&role);
    }
  }
  return all;
}

}  // namespace

Surroundings::Surroundings(const World& world)
    : world_(surroundings_in(world)),
      alike_roles_(alike_roles_in(world_)),
      listed_resources_(resources_listed_in(world_)) {
  for (const ResourcePolicy& resource : world_.resources) {
    if (resource.arn.empty()) {
      of_several_.push_back(&resource);
    } else {
      by_arn_.emplace(resource.arn, &resource);
    }
    sensitivity_.add(*resource.policy.policy);
  }
  for (const auto& [id, account] : world_.accounts) {
    for (const auto& [name, role] : account.roles) sensitivity_.add(*role.trust.policy);
  }
  for (const auto& [id, policy] : world_.organization.policies) sensitivity_.add(*policy.policy);
  sensitivity_.settle();
}

const ResourcePolicy* Surroundings::resource_policy(std::string_view arn) const {
  if (arn.empty()) return nullptr;
  for (const std::string_view owner : {arn, policy_owner(arn)}) {
    const auto named = by_arn_.find(owner);
    if (named != by_arn_.end()) return named->second;
  }
  // A shorter ARN that one of them has, of which the rest is a part.
  for (std::size_t end = arn.find_last_of(":/"); end != std::string_view::npos && end > 0;
       end = arn.find_last_of(":/", end - 1)) {
    const auto owner = by_arn_.find(arn.substr(0, end));
    if (owner != by_arn_.end() && names_part(*owner->second, arn)) return owner->second;
  }
  const auto speaking = std::ranges::find_if(of_several_, [arn](const ResourcePolicy* resource) {
    return speaks_of(*resource->policy.policy, arn);
  });
  return speaking == of_several_.end() ? nullptr : *speaking;
}

bool Surroundings::has_policies_of(std::string_view service) const {
  return !of_several_.empty() || std::ranges::any_of(by_arn_, [&](const auto& named) {
    const auto arn = split_arn(named.first);
    return !arn || arn->service == service;
  });
}

const OrganizationLevels& Surroundings::levels(std::string_view account) const {
  const auto known = levels_.find(account);
  if (known != levels_.end()) return known->second;
  return levels_.emplace(account, levels_of(world_.organization, account)).first->second;
}

bool Surroundings::are_those_of(const World& world) const {
  const bool same =
      world_.organization == world.organization && world_.resources == world.resources;
  return same && std::ranges::equal(
                     world_.accounts, world.accounts, [](const auto& left, const auto& right) {
                       return left.first == right.first && same_roles(left.second, right.second);
                     });
}

}  // namespace cordon::incident
