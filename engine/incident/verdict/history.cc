#include "engine/incident/verdict/history.h"

#include <algorithm>

#include "engine/caller.h"
#include "engine/incident/verdict/issuer.h"
#include "engine/incident/verdict/timeline.h"

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

// Adds the entity as it is in world `since`, unless it is as it was. Null: there is none.
template <class EntityType>
void note_version(Versions<EntityType>& versions, const EntityType* entity, const Account* account,
                  std::size_t since, Reuse reuse) {
  PrincipalPolicies policies;
  if (entity != nullptr) policies = policies_of(*account, *entity);
  if (!versions.all().empty() && reuse == Reuse::kWhatHolds) {
    const Version<EntityType>& last = versions.all().back();
    const bool both = entity != nullptr && last.entity;
    if (both ? *last.entity == *entity && same_policies(last.policies, policies)
             : entity == nullptr && !last.entity) {
      return;
    }
  }
  Sensitivity sensitivity;
  sensitivity.add(policies.identity);
  sensitivity.add(policies.boundary);
  sensitivity.settle();
  versions.add({.since = since,
                .entity = entity == nullptr ? std::nullopt : std::optional(*entity),
                .policies = std::move(policies),
                .sensitivity = std::move(sensitivity)});
}

template <class EntityType>
const Versions<EntityType>& known_or_nobody(
    const std::map<std::pair<std::string, std::string>, Versions<EntityType>>& all,
    const std::string& account, const std::string& name) {
  static const Versions<EntityType> kNobody = [] {
    Versions<EntityType> versions;
    versions.add({});
    return versions;
  }();
  const auto known = all.find({account, name});
  return known == all.end() ? kNobody : known->second;
}

// Account and name of the roles that some instance profile hands out.
std::set<History::Name> in_profiles(const World& world) {
  std::set<History::Name> roles;
  for (const auto& [id, account] : world.accounts) {
    for (const auto& [name, profile] : account.instance_profiles) {
      for (const std::string& role : profile.roles) roles.emplace(id, role);
    }
  }
  return roles;
}

void add_documents(const World& world, Sensitivity& all) {
  const auto add_inline = [&](const auto& entities) {
    for (const auto& [name, entity] : entities) {
      for (const StoredPolicy& stored : entity.inline_policies) all.add(*stored.policy);
    }
  };
  for (const auto& [id, account] : world.accounts) {
    add_inline(account.users);
    add_inline(account.groups);
    add_inline(account.roles);
    for (const auto& [arn, managed] : account.managed) {
      for (const auto& [version, policy] : managed.versions) all.add(*policy);
    }
  }
}

}  // namespace

template <class EntityType>
bool Versions<EntityType>::ever() const {
  return std::ranges::any_of(all_, [](const auto& version) { return version.entity.has_value(); });
}
template class Versions<User>;
template class Versions<Role>;

History::History(const Incident& incident, Reuse reuse)
    : incident_(&incident),
      reuse_(reuse),
      beginning_(incident::beginning(incident)),
      known_until_(incident::known_until(incident)) {
  for (const HeldCredential& credential : incident.credentials) {
    by_id_.emplace(credential.id, &credential);
  }
  expect_principals();
  apply_events();
  everything_.settle();
}

// Those behind credentials are looked for in every world, whether they are there or not.
void History::expect_principals() {
  for (const HeldCredential& credential : incident_->credentials) {
    const Issuer issuer = issuer_of(credential, federator_of(credential));
    const Name name(issuer.account, issuer.name);
    if (issuer.kind == Issuer::Kind::kUser) users_.try_emplace(name);
    if (issuer.kind == Issuer::Kind::kRole) roles_.try_emplace(name);
  }
}

void History::expect_principals(const World& world) {
  const auto expect = [&](auto& versions, const Name& name) {
    const auto [place, is_new] = versions.try_emplace(name);
    if (is_new && !surroundings_.empty()) place->second.add({});  // nobody so far
  };
  for (const auto& [id, account] : world.accounts) {
    for (const auto& [name, user] : account.users) expect(users_, {id, name});
    for (const auto& [name, role] : account.roles) expect(roles_, {id, name});
  }
}

void History::apply_events() {
  World world = incident_->snapshot;
  note(world);
  for (const Event& event : incident_->events) {
    Applied applied = apply(std::move(world), event);
    world = std::move(applied.world);
    whys_.push_back(std::move(applied.why));
    changed_.push_back(applied.changed);
    doubtful_.push_back(applied.doubtful);
    for (Diagnostic& diagnostic : applied.diagnostics)
      diagnostics_.push_back(std::move(diagnostic));
    if (event.call == "iam:UpdateUser") note_renamed(world);
    note(world);
  }
}

void History::note(const World& world) {
  const std::size_t index = surroundings_.size();
  expect_principals(world);
  for (auto& [name, versions] : users_) {
    note_version(versions, user_in(world, name), find_account(world, name.first), index, reuse_);
  }
  for (auto& [name, versions] : roles_) {
    const Account* account = find_account(world, name.first);
    const Role* role = account == nullptr ? nullptr : find_role(*account, name.second);
    note_version(versions, role, account, index, reuse_);
  }
  note_renewals(world);
  if (reuse_ == Reuse::kNothing) add_documents(world, everything_);
  const bool same =
      index > 0 && reuse_ == Reuse::kWhatHolds && surroundings_.back()->are_those_of(world);
  surroundings_.push_back(same ? surroundings_.back()
                               : std::make_shared<const Surroundings>(world));
}

void History::note_renamed(const World& world) {
  for (const auto& [id, account] : world.accounts) {
    for (const auto& [name, user] : account.users) {
      renamed_.insert(user.earlier_names.begin(), user.earlier_names.end());
    }
  }
}

void History::note_renewals(const World& world) {
  const std::size_t index = surroundings_.size();
  std::set<Name> attached = in_profiles(world);
  if (index == 0 || attached != *in_profiles_.back()) {
    in_profiles_.push_back(std::make_shared<const std::set<Name>>(std::move(attached)));
  } else {
    in_profiles_.push_back(in_profiles_.back());
  }
  for (const auto& [name, role] : roles_) {
    Renewal& renewal = renewals_[name];
    const Account* account = find_account(world, name.first);
    if (account == nullptr) continue;
    const bool is_attached = in_profiles_.back()->contains(name);
    const bool ended =
        !account->roles.contains(name.second) || (renewal.was_attached && !is_attached);
    renewal.was_attached = renewal.was_attached || is_attached;
    if (index == 0) continue;
    // Attached anew it goes on; that it paused is not kept.
    if (renewal.end && is_attached && !ended) renewal.end.reset();
    if (!renewal.end && ended) renewal.end = incident_->events[index - 1].at;
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

// Looking for earlier names is a search.
const User* History::user_in(const World& world, const Name& name) const {
  const Account* account = find_account(world, name.first);
  if (account == nullptr) return nullptr;
  const bool there = account->users.contains(name.second) || renamed_.contains(name.second);
  return there ? find_user(*account, name.second) : nullptr;
}

const Versions<User>& History::users(const std::string& account, const std::string& name) const {
  return known_or_nobody(users_, account, name);
}

const Versions<Role>& History::roles(const std::string& account, const std::string& name) const {
  return known_or_nobody(roles_, account, name);
}

std::optional<Instant> History::renewal_end(const HeldCredential& credential) const {
  const Issuer issuer = issuer_of(credential, federator_of(credential));
  const auto known = renewals_.find({issuer.account, issuer.name});
  return known == renewals_.end() ? std::nullopt : known->second.end;
}

const HeldCredential* History::federator_of(const HeldCredential& credential) const {
  const HeldCredential* node = find(credential.parent);
  while (node != nullptr && node->principal.contains(":federated-user/")) {
    node = find(node->parent);
  }
  return node;
}

std::size_t History::passwords(const std::string& account, const std::string& user,
                               std::size_t world) const {
  std::size_t count = 0;
  bool surely = false;  // there was one before, not only perhaps
  for (const Version<User>& version : users(account, user).all()) {
    if (version.since > world) break;
    if (!version.entity) continue;
    const User& now = *version.entity;
    if (version.since == 0) {
      count = now.login_profile.value_or(true) ? 1 : 0;
      surely = now.login_profile == true;
    } else if (now.login_profile == false) {
      surely = count > 0;  // it was deleted, so there was one
    } else if (now.password_set == version.since) {
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
