#include "engine/incident/plan/deletions.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/incident/events/iam_lookup.h"
#include "engine/incident/reach/openings.h"
#include "engine/incident/reach/unlisted.h"
#include "engine/incident/world/json_text.h"

namespace cordon::incident {
namespace {

using Parameters = std::vector<std::pair<std::string_view, std::string>>;

/// Calls on one user or role.
class Calls {
 public:
  Calls(EntityKind kind, const Account& account, const Entity& entity)
      : kind_(kind), account_(account), whose_(json_text(entity.name)) {}

  void add(std::string name, Parameters more) {
    more.emplace(more.begin(), name_parameter(kind_), whose_);
    calls_.push_back(
        {.name = std::move(name), .account = account_.id, .parameters = std::move(more)});
  }
  void add_policies(const Entity& entity) {
    const std::string_view word = kind_ == EntityKind::kUser ? "User" : "Role";
    for (const StoredPolicy& policy : entity.inline_policies) {
      add(fmt::format("iam:Delete{}Policy", word), {{"PolicyName", json_text(policy.name)}});
    }
    for (const std::string& arn : entity.attached) {
      add(fmt::format("iam:Detach{}Policy", word), {{"PolicyArn", json_text(arn)}});
    }
  }
  void append(std::vector<PlannedCall> more) {
    std::ranges::move(more, std::back_inserter(calls_));
  }
  [[nodiscard]] std::vector<PlannedCall> take() { return std::move(calls_); }

 private:
  EntityKind kind_;
  const Account& account_;
  std::string whose_;
  std::vector<PlannedCall> calls_;
};

// The event of a credential of the incident that made it; null: there is none.
const Event* maker_of(const Incident& incident, const Account& account, const Entity& entity,
                      EntityKind kind) {
  const std::string_view call = kind == EntityKind::kUser ? "iam:CreateUser" : "iam:CreateRole";
  const auto makes = [&](const Event& event) {
    const bool attackers = !event.by.empty() && is_suspect(event);
    return attackers && event.call == call && event.account == account.id &&
           parameter_text(event, name_parameter(kind)) == entity.name;
  };
  if (entity.created > 0) {
    const std::size_t number = entity.created - 1;
    const bool made = number < incident.events.size() && makes(incident.events[number]);
    return made ? &incident.events[number] : nullptr;
  }
  const auto found = std::ranges::find_if(incident.earlier, makes);
  return found == incident.earlier.end() ? nullptr : &*found;
}

// Those that events made and that nobody is known to have deleted. Deleting one that is gone fails
// and does no harm.
void add_service_keys(Calls& calls, const Incident& incident, const User& user) {
  std::set<std::string> seen;
  for (const auto* events : {&incident.earlier, &incident.events}) {
    for (const Event& event : *events) {
      const auto deletion = deletion_of_service_key(event);
      const bool own = deletion && parameter_text(event, "UserName") == user.name;
      if (!own || !seen.insert(deletion->id).second) continue;
      calls.add(std::string(deletion->call), {{deletion->parameter, json_text(deletion->id)}});
    }
  }
}

void add_mfa_devices(Calls& calls, const Incident& incident, const User& user) {
  for (const auto* events : {&incident.earlier, &incident.events}) {
    for (const Event& event : *events) {
      const bool own =
          event.call == "iam:EnableMFADevice" && parameter_text(event, "UserName") == user.name;
      const std::string device = parameter_text(event, "SerialNumber");
      if (own && !device.empty()) {
        calls.add("iam:DeactivateMFADevice", {{"SerialNumber", json_text(device)}});
      }
    }
  }
}

// AWS refuses to delete a user that has any of these ("DeleteUser", IAM API Reference).
std::vector<PlannedCall> deletion(const Incident& incident, const Account& account,
                                  const User& user) {
  Calls calls(EntityKind::kUser, account, user);
  for (const AccessKey& key : user.keys) {
    calls.add("iam:DeleteAccessKey", {{"AccessKeyId", json_text(key.id)}});
  }
  if (user.login_profile == true) calls.add("iam:DeleteLoginProfile", {});
  add_service_keys(calls, incident, user);
  add_mfa_devices(calls, incident, user);
  calls.add_policies(user);
  for (const std::string& group : user.groups) {
    calls.add("iam:RemoveUserFromGroup", {{"GroupName", json_text(group)}});
  }
  calls.add("iam:DeleteUser", {});
  return calls.take();
}

// Likewise "DeleteRole".
std::vector<PlannedCall> deletion(const Account& account, const Role& role) {
  Calls calls(EntityKind::kRole, account, role);
  calls.append(profile_removals(account, role));
  calls.add_policies(role);
  calls.add("iam:DeleteRole", {});
  return calls.take();
}

Draft deleting(EntityKind kind, const Entity& entity, const Event& made) {
  return {.disruption = Disruption::kWayIn,
          .cost = fmt::format("{} `{}`, which {} by `{}` made, is gone with all that it has",
                              word(kind), entity.name, event_words(made), made.by),
          .made_by = {},
          .note = {},
          .ends_minting = true};
}

}  // namespace

void delete_service_key(Climb& climb, const Door& door, const Account& account, const User& user) {
  const auto deletion = deletion_of_service_key(*door.event);
  if (!deletion) return;
  const Draft draft{.disruption = Disruption::kOneCredential,
                    .cost = fmt::format("whatever uses {} {} of user `{}` stops",
                                        deletion->parameter, deletion->id, user.name),
                    .made_by = {},
                    .note = {},
                    .ends_minting = true};
  climb.rung(kDeleteServiceKey, deletion->id, draft, [&] {
    return std::vector{
        PlannedCall{.name = std::string(deletion->call),
                    .account = account.id,
                    .parameters = {{name_parameter(EntityKind::kUser), json_text(user.name)},
                                   {deletion->parameter, json_text(deletion->id)}}}};
  });
}

void delete_made_user(Climb& climb, const Incident& incident, const Account& account,
                      const User& user) {
  const Event* made = maker_of(incident, account, user, EntityKind::kUser);
  if (made == nullptr) return;
  climb.rung(kDeleteMade, climb.owner(), deleting(EntityKind::kUser, user, *made),
             [&] { return deletion(incident, account, user); });
}

void delete_made_role(Climb& climb, const Incident& incident, const Account& account,
                      const Role& role) {
  const Event* made = maker_of(incident, account, role, EntityKind::kRole);
  if (made == nullptr) return;
  climb.rung(kDeleteMade, climb.owner(), deleting(EntityKind::kRole, role, *made),
             [&] { return deletion(account, role); });
}

std::vector<PlannedCall> profile_removals(const Account& account, const Role& role) {
  std::vector<PlannedCall> calls;
  for (const auto& [name, profile] : account.instance_profiles) {
    if (std::ranges::find(profile.roles, role.name) == profile.roles.end()) continue;
    calls.push_back({.name = "iam:RemoveRoleFromInstanceProfile",
                     .account = account.id,
                     .parameters = {{"InstanceProfileName", json_text(name)},
                                    {"RoleName", json_text(role.name)}}});
  }
  return calls;
}

}  // namespace cordon::incident
