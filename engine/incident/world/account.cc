#include "engine/incident/world/account.h"

#include <fmt/format.h>

#include <algorithm>

namespace cordon::incident {
namespace {

template <class Value>
const Value* find(const std::map<std::string, Value, std::less<>>& entities, std::string_view key) {
  const auto found = entities.find(key);
  return found == entities.end() ? nullptr : &found->second;
}

void append_own(const Account& account, const Entity& entity, std::vector<PolicyPtr>& policies) {
  for (const StoredPolicy& stored : entity.inline_policies) policies.push_back(stored.policy);
  for (const std::string& arn : entity.attached) policies.push_back(managed_policy(account, arn));
}

void append_group(const Account& account, std::string_view name, std::vector<PolicyPtr>& policies) {
  if (const Group* group = find(account.groups, name)) return append_own(account, *group, policies);
  policies.push_back(unreadable_policy(
      PolicyType::kIdentity, fmt::format("policies of group {}, which was not given", name)));
}

std::vector<PolicyPtr> boundary_of(const Account& account, std::string_view arn) {
  if (arn.empty()) return {};
  return {managed_policy(account, arn)};
}

}  // namespace

std::string entity_arn(const Account& account, std::string_view type, std::string_view path,
                       std::string_view name) {
  return fmt::format("arn:{}:iam::{}:{}{}{}", account.partition, account.id, type, path, name);
}

std::string inline_policy_name(std::string_view policy, std::string_view kind,
                               std::string_view entity) {
  return fmt::format("inline policy {} of {} {}", policy, kind, entity);
}

std::string managed_policy_name(std::string_view arn, std::string_view version) {
  return fmt::format("managed policy {} {}", arn, version);
}

std::string trust_policy_name(std::string_view role) {
  return fmt::format("trust policy of role {}", role);
}

PrincipalPolicies policies_of(const Account& account, const User& user) {
  PrincipalPolicies policies;
  append_own(account, user, policies.identity);
  for (const std::string& group : user.groups) append_group(account, group, policies.identity);
  policies.boundary = boundary_of(account, user.boundary);
  return policies;
}

PrincipalPolicies policies_of(const Account& account, const Role& role) {
  PrincipalPolicies policies;
  append_own(account, role, policies.identity);
  policies.boundary = boundary_of(account, role.boundary);
  return policies;
}

PolicyPtr managed_policy(const Account& account, std::string_view arn) {
  if (const ManagedPolicy* managed = find(account.managed, arn)) {
    if (const PolicyPtr* version = find(managed->versions, managed->default_version)) {
      return *version;
    }
  }
  return unreadable_policy(PolicyType::kIdentity,
                           fmt::format("managed policy {}, whose document was not given", arn));
}

const User* find_user(const Account& account, std::string_view name) {
  if (const User* user = find(account.users, name)) return user;
  for (const auto& [now, user] : account.users) {
    if (std::ranges::find(user.earlier_names, name) != user.earlier_names.end()) return &user;
  }
  return nullptr;
}

const Role* find_role(const Account& account, std::string_view name) {
  return find(account.roles, name);
}

const User* find_user_of_key(const Account& account, std::string_view key_id) {
  for (const auto& [name, user] : account.users) {
    if (std::ranges::find(user.keys, key_id, &AccessKey::id) != user.keys.end()) return &user;
  }
  return nullptr;
}

}  // namespace cordon::incident
