// Roles, their trust policies, and the instance profiles that hand them to machines.
#include <algorithm>
#include <array>

#include "engine/incident/events/iam_lookup.h"
#include "engine/incident/events/refusals.h"
#include "engine/incident/world/entity_reader.h"
#include "engine/incident/world/quotas.h"

namespace cordon::incident {
namespace {

constexpr EntityKind kRole = EntityKind::kRole;

EventOutcome create_role(Change& change) {
  return in_account(change, [&](Account& account) {
    Role role;
    role.name = change.text("RoleName");
    if (auto refused = refused_name(change, "RoleName", kLongestPrincipalName)) {
      return *std::move(refused);
    }
    if (account.roles.contains(role.name))
      return unchanged("role `{}` is there already", role.name);
    role.path = change.text_or("Path", "/");
    role.arn = entity_arn(account, "role", role.path, role.name);
    role.id = change.text("RoleId");
    role.created = change.revision();
    const std::string trust = trust_policy_name(role.name);
    role.trust = change.stored(
        trust, change.document("AssumeRolePolicyDocument", PolicyType::kTrust, trust));
    if (auto refused = refused_length(change, "AssumeRolePolicyDocument", *role.trust.policy,
                                      most_characters(catalogue::SizedPolicy::kTrust))) {
      return *std::move(refused);
    }
    role.boundary = change.text("PermissionsBoundary");
    role.tags = change.tags();
    role.max_session_ms = parse_max_session(change.text_or("MaxSessionDuration", "3600"));
    EventOutcome outcome =
        changed("role `{}` is created{}", role.name, unreadable_note(*role.trust.policy));
    account.roles.emplace(role.name, std::move(role));
    return outcome;
  });
}

EventOutcome delete_role(Change& change) {
  return on<kRole>(change, [&](Account& account, Role& role) {
    const std::string name = role.name;
    bool rest = !role.inline_policies.empty() || !role.attached.empty();
    for (auto& [profile_name, profile] : account.instance_profiles) {
      if (std::erase(profile.roles, name) > 0) rest = true;
    }
    account.roles.erase(name);
    if (!rest) return changed("role `{}` is deleted", name);
    return change.demand(fmt::format("role `{}` is deleted", name),
                         "that its policies and instance profiles be removed first");
  });
}

EventOutcome update_assume_role_policy(Change& change) {
  return on<kRole>(change, [&](Account&, Role& role) {
    const std::string name = trust_policy_name(role.name);
    StoredPolicy trust =
        change.stored(name, change.document("PolicyDocument", PolicyType::kTrust, name));
    if (auto refused = refused_length(change, "PolicyDocument", *trust.policy,
                                      most_characters(catalogue::SizedPolicy::kTrust))) {
      return *std::move(refused);
    }
    role.trust = std::move(trust);
    return changed("the trust policy of role `{}` is replaced; open sessions go on{}", role.name,
                   unreadable_note(*role.trust.policy));
  });
}

EventOutcome update_role(Change& change) {
  return on<kRole>(change, [&](Account&, Role& role) {
    if (!change.has("MaxSessionDuration")) return unchanged("role `{}` stays as it is", role.name);
    const auto longest = parse_max_session(change.text("MaxSessionDuration"));
    if (!longest) return unchanged("{}", kMaxSessionExpected);
    if (role.max_session_ms == longest) {
      return unchanged("sessions of role `{}` are that long already", role.name);
    }
    role.max_session_ms = longest;
    return changed("new sessions of role `{}` last {} seconds at most; open ones go on", role.name,
                   *longest / 1'000);
  });
}

EventOutcome create_instance_profile(Change& change) {
  return in_account(change, [&](Account& account) {
    if (auto refused = refused_name(change, "InstanceProfileName", kLongestName)) {
      return *std::move(refused);
    }
    InstanceProfile profile{.name = change.text("InstanceProfileName"), .arn = {}, .roles = {}};
    profile.arn =
        entity_arn(account, "instance-profile", change.text_or("Path", "/"), profile.name);
    const std::string name = profile.name;
    if (!account.instance_profiles.try_emplace(name, std::move(profile)).second) {
      return unchanged("instance profile `{}` is there already", name);
    }
    return changed("instance profile `{}` is created", name);
  });
}

template <class Act>
EventOutcome on_profile(Change& change, Act act) {
  return in_account(change, [&](Account& account) {
    const std::string name = change.text("InstanceProfileName");
    const auto found = account.instance_profiles.find(name);
    if (found == account.instance_profiles.end()) {
      return not_there(account, "instance profile", name, keys_of(account.instance_profiles));
    }
    return act(account, found->second);
  });
}

EventOutcome delete_instance_profile(Change& change) {
  return on_profile(change, [&](Account& account, InstanceProfile& profile) {
    const bool empty = profile.roles.empty();
    std::string what = fmt::format(
        "instance profile `{}` is deleted; delivered credentials go on until they "
        "expire",
        profile.name);
    account.instance_profiles.erase(std::string(profile.name));
    if (empty) return EventOutcome{true, std::move(what)};
    return change.demand(std::move(what), "that its role be removed first");
  });
}

EventOutcome add_role_to_instance_profile(Change& change) {
  return on_profile(change, [&](Account& account, InstanceProfile& profile) {
    const std::string role = change.text("RoleName");
    if (!account.roles.contains(role))
      return not_there(account, "role", role, keys_of(account.roles));
    if (!profile.roles.empty()) {
      return unchanged("instance profile `{}` has role `{}` already: it takes one", profile.name,
                       profile.roles.front());
    }
    profile.roles.push_back(role);
    return changed("instance profile `{}` delivers credentials of role `{}`", profile.name, role);
  });
}

EventOutcome remove_role_from_instance_profile(Change& change) {
  return on_profile(change, [&](Account&, InstanceProfile& profile) {
    const std::string role = change.text("RoleName");
    if (std::erase(profile.roles, role) == 0) {
      return unchanged("role `{}` is not in instance profile `{}`", role, profile.name);
    }
    return changed(
        "role `{}` is out of instance profile `{}`; delivered credentials go on until "
        "they expire",
        role, profile.name);
  });
}

constexpr std::array kCalls{
    EventCall{"iam:CreateRole", "RoleName AssumeRolePolicyDocument",
              "Path Description MaxSessionDuration PermissionsBoundary Tags RoleId",
              "a new role; one of that name that was there before is another one", create_role},
    EventCall{"iam:DeleteRole", "RoleName", "",
              "removes the role from its instance profiles, then the role", delete_role},
    EventCall{"iam:UpdateAssumeRolePolicy", "RoleName PolicyDocument", "",
              "replaces the trust policy; open sessions go on", update_assume_role_policy},
    EventCall{"iam:UpdateRole", "RoleName", "Description MaxSessionDuration",
              "how long new sessions may last", update_role},
    EventCall{"iam:CreateInstanceProfile", "InstanceProfileName", "Path Tags",
              "a new, empty instance profile", create_instance_profile},
    EventCall{"iam:DeleteInstanceProfile", "InstanceProfileName", "",
              "no fresh credentials; delivered ones go on", delete_instance_profile},
    EventCall{"iam:AddRoleToInstanceProfile", "InstanceProfileName RoleName", "",
              "machines with the profile get the role's credentials", add_role_to_instance_profile},
    EventCall{"iam:RemoveRoleFromInstanceProfile", "InstanceProfileName RoleName", "",
              "no fresh credentials; delivered ones go on", remove_role_from_instance_profile},
};

}  // namespace

std::span<const EventCall> iam_role_calls() { return kCalls; }

}  // namespace cordon::incident
