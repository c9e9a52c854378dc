#include "engine/incident/history.h"

#include <algorithm>

#include "engine/caller.h"
#include "engine/incident/timeline.h"

namespace cordon::incident {
namespace {

// A policy that was not given is made up anew whenever it is asked for.
bool same_policy(const PolicyPtr& a, const PolicyPtr& b) {
  return a == b || (a->unreadable && b->unreadable && a->type == b->type && a->name == b->name);
}

bool same_policies(const PrincipalPolicies& a, const PrincipalPolicies& b) {
  return std::ranges::equal(a.identity, b.identity, same_policy) &&
         std::ranges::equal(a.boundary, b.boundary, same_policy);
}

template <class EntityType>
bool same(const Version<EntityType>& a, const Version<EntityType>& b) {
  if (a.entity == nullptr || b.entity == nullptr) return a.entity == b.entity;
  return *a.entity == *b.entity && same_policies(a.policies, b.policies);
}

template <class EntityType>
Version<EntityType> version_in(const World& world, std::size_t index, std::string_view account,
                               const EntityType* entity) {
  Version<EntityType> version{.since = index, .entity = entity, .policies = {}, .sensitivity = {}};
  if (entity != nullptr) version.policies = policies_of(*find_account(world, account), *entity);
  return version;
}

// `find(World)` gives the entity of one name in a world.
template <class EntityType, class Find>
Versions<EntityType> versions_of(const std::vector<World>& worlds, std::string_view account,
                                 Reuse reuse, Find find) {
  std::vector<Version<EntityType>> all;
  for (std::size_t i = 0; i < worlds.size(); ++i) {
    Version<EntityType> next = version_in<EntityType>(worlds[i], i, account, find(worlds[i]));
    if (i > 0 && reuse == Reuse::kWhatHolds && same(all.back(), next)) continue;
    next.sensitivity.add(next.policies.identity);
    next.sensitivity.add(next.policies.boundary);
    next.sensitivity.settle();
    all.push_back(std::move(next));
  }
  return Versions<EntityType>(std::move(all));
}

std::set<std::pair<std::string, std::string>> roles_in_profiles(const World& world) {
  std::set<std::pair<std::string, std::string>> roles;
  for (const auto& [id, account] : world.accounts) {
    for (const auto& [name, profile] : account.instance_profiles) {
      for (const std::string& role : profile.roles) roles.emplace(id, role);
    }
  }
  return roles;
}

}  // namespace

const Account* find_account(const World& world, std::string_view id) {
  const auto found = world.accounts.find(id);
  return found == world.accounts.end() ? nullptr : &found->second;
}

template <class EntityType>
bool Versions<EntityType>::ever() const {
  return std::ranges::any_of(all_, [](const auto& version) { return version.entity != nullptr; });
}
template class Versions<User>;
template class Versions<Role>;

History::History(const Incident& incident, Reuse reuse)
    : incident_(&incident), reuse_(reuse), beginning_(incident::beginning(incident)) {
  for (const HeldCredential& credential : incident.credentials) {
    by_id_.emplace(credential.id, &credential);
  }
  apply_events();
  note_surroundings();
  for (const World& world : worlds_) in_profiles_.push_back(roles_in_profiles(world));
}

void History::apply_events() {
  worlds_.reserve(incident_->events.size() + 1);
  worlds_.push_back(incident_->snapshot);
  for (const Event& event : incident_->events) {
    Applied applied = apply(worlds_.back(), event);
    worlds_.push_back(std::move(applied.world));
    whys_.push_back(std::move(applied.why));
    changed_.push_back(applied.changed);
    for (Diagnostic& diagnostic : applied.diagnostics)
      diagnostics_.push_back(std::move(diagnostic));
    if (event.call == "iam:UpdateUser") note_renamed(worlds_.back());
  }
}

void History::note_renamed(const World& world) {
  for (const auto& [id, account] : world.accounts) {
    for (const auto& [name, user] : account.users) {
      renamed_.insert(user.earlier_names.begin(), user.earlier_names.end());
    }
  }
}

void History::note_surroundings() {
  for (std::size_t i = 0; i < worlds_.size(); ++i) {
    const bool same = i > 0 && reuse_ == Reuse::kWhatHolds &&
                      same_surroundings(surroundings_.back()->world(), worlds_[i]);
    surroundings_.push_back(same ? surroundings_.back()
                                 : std::make_shared<const Surroundings>(worlds_[i]));
  }
}

std::size_t History::world_at(Instant at) const {
  const auto& events = incident_->events;
  const auto after = std::ranges::upper_bound(events, at, {}, &Event::at);
  return static_cast<std::size_t>(after - events.begin());
}

const HeldCredential* History::find(std::string_view id) const {
  const auto found = by_id_.find(id);
  return found == by_id_.end() ? nullptr : found->second;
}

const User* History::user_in(const World& world, const Name& name) const {
  const Account* account = find_account(world, name.first);
  if (account == nullptr) return nullptr;
  const bool there = account->users.contains(name.second) || renamed_.contains(name.second);
  return there ? find_user(*account, name.second) : nullptr;
}

const Versions<User>& History::users(const std::string& account, const std::string& name) const {
  const Name key(account, name);
  const auto known = users_.find(key);
  if (known != users_.end()) return known->second;
  auto versions = versions_of<User>(worlds_, account, reuse_,
                                    [&](const World& world) { return user_in(world, key); });
  return users_.emplace(key, std::move(versions)).first->second;
}

const Versions<Role>& History::roles(const std::string& account, const std::string& name) const {
  const Name key(account, name);
  const auto known = roles_.find(key);
  if (known != roles_.end()) return known->second;
  auto versions = versions_of<Role>(worlds_, account, reuse_, [&](const World& world) {
    const Account* owner = find_account(world, account);
    return owner == nullptr ? nullptr : find_role(*owner, name);
  });
  return roles_.emplace(key, std::move(versions)).first->second;
}

bool History::in_a_profile(std::size_t world, const Name& role) const {
  return in_profiles_[world].contains(role);
}

std::optional<Instant> History::renewal_end(const HeldCredential& credential) const {
  const auto caller = parse_principal(credential.principal);
  const Name role = caller ? Name(caller->account, caller->name) : Name();
  const auto known = renewal_ends_.find(role);
  if (known != renewal_ends_.end()) return known->second;
  return renewal_ends_.emplace(role, find_renewal_end(role)).first->second;
}

std::optional<Instant> History::find_renewal_end(const Name& role) const {
  const bool was_attached = in_a_profile(0, role);
  for (std::size_t i = 1; i < worlds_.size(); ++i) {
    const Account* account = find_account(worlds_[i], role.first);
    if (account == nullptr) continue;
    const bool gone = !account->roles.contains(role.second);
    if (gone || (was_attached && !in_a_profile(i, role))) return incident_->events[i - 1].at;
  }
  return std::nullopt;
}

std::size_t History::passwords(const std::string& account, const std::string& user,
                               std::size_t world) const {
  std::size_t count = 0;
  bool surely = false;  // there was one before, not only perhaps
  for (const Version<User>& version : users(account, user).all()) {
    if (version.since > world) break;
    const User* now = version.entity;
    if (now == nullptr) continue;
    if (version.since == 0) {
      count = now->login_profile.value_or(true) ? 1 : 0;
      surely = now->login_profile == true;
    } else if (now->login_profile == false) {
      surely = count > 0;  // it was deleted, so there was one
    } else if (now->password_set == version.since) {
      // AWS takes CreateLoginProfile only of a user without a password.
      const bool first =
          !surely && incident_->events[version.since - 1].call == "iam:CreateLoginProfile";
      count = first ? 1 : count + 1;
      surely = true;
    }
  }
  return count;
}

}  // namespace cordon::incident
