// Groups and who is in them; tags of users and roles.
#include <algorithm>
#include <array>

#include "engine/incident/events/iam_lookup.h"
#include "engine/incident/events/refusals.h"

namespace cordon::incident {
namespace {

constexpr EntityKind kUser = EntityKind::kUser;
constexpr EntityKind kGroup = EntityKind::kGroup;
constexpr EntityKind kRole = EntityKind::kRole;

EventOutcome create_group(Change& change) {
  return in_account(change, [&](Account& account) {
    Group group;
    group.name = change.text("GroupName");
    if (auto refused = refused_name(change, "GroupName", kLongestName)) return *std::move(refused);
    if (account.groups.contains(group.name)) {
      return unchanged("group `{}` is there already", group.name);
    }
    group.path = change.text_or("Path", "/");
    group.arn = entity_arn(account, "group", group.path, group.name);
    group.id = change.text("GroupId");
    group.created = change.revision();
    EventOutcome outcome = changed("group `{}` is created", group.name);
    account.groups.emplace(group.name, std::move(group));
    return outcome;
  });
}

EventOutcome delete_group(Change& change) {
  return on<kGroup>(change, [&](Account& account, Group& group) {
    const std::string name = group.name;
    const bool policies = !group.inline_policies.empty() || !group.attached.empty();
    std::size_t members = 0;
    for (auto& [user_name, user] : account.users) members += std::erase(user.groups, name);
    account.groups.erase(name);
    if (members == 0 && !policies) return changed("group `{}` is deleted", name);
    return change.demand(
        fmt::format("group `{}` is deleted", name),
        members > 0 ? "that its members be removed first" : "that its policies be removed first");
  });
}

EventOutcome update_group(Change& change) {
  return on<kGroup>(change, [&](Account& account, Group& group) {
    const std::string name = group.name;
    const std::string now = change.text_or("NewGroupName", name);
    const std::string path = change.text_or("NewPath", group.path);
    if (now == name && path == group.path) return unchanged("group `{}` stays as it is", name);
    if (now != name && account.groups.contains(now)) {
      return unchanged("group `{}` is there already", now);
    }
    auto entry = account.groups.extract(name);
    entry.mapped().name = now;
    entry.mapped().path = path;
    entry.mapped().arn = entity_arn(account, "group", path, now);
    entry.key() = now;
    account.groups.insert(std::move(entry));
    for (auto& [user_name, user] : account.users) std::ranges::replace(user.groups, name, now);
    return changed("group `{}` is now `{}{}`; its members and policies go with it", name, path,
                   now);
  });
}

EventOutcome add_user_to_group(Change& change) {
  return on<kGroup>(change, [&](Account&, Group& group) {
    return on<kUser>(change, [&](Account&, User& user) {
      if (std::ranges::find(user.groups, group.name) != user.groups.end()) {
        return unchanged("user `{}` is in group `{}` already", user.name, group.name);
      }
      user.groups.push_back(group.name);
      return changed("user `{}` is in group `{}`", user.name, group.name);
    });
  });
}

// The group need not be known: a snapshot may name it only among the user's groups.
EventOutcome remove_user_from_group(Change& change) {
  return on<kUser>(change, [&](Account&, User& user) {
    const std::string group = change.text("GroupName");
    if (std::erase(user.groups, group) == 0) {
      return unchanged("user `{}` is not in group `{}`", user.name, group);
    }
    return changed("user `{}` is out of group `{}`", user.name, group);
  });
}

template <EntityKind kKind>
EventOutcome tag(Change& change) {
  return on<kKind>(change, [&](Account&, auto& entity) {
    Tags tags = entity.tags;
    for (const auto& [key, value] : change.tags()) {
      std::erase_if(tags, [&](const auto& tag) { return tag.first == key; });
      tags.emplace_back(key, value);
    }
    if (std::ranges::is_permutation(tags, entity.tags)) {
      return unchanged("{} `{}` has these tags already", word(kKind), entity.name);
    }
    entity.tags = std::move(tags);
    return changed("tags of {} `{}` are set", word(kKind), entity.name);
  });
}

template <EntityKind kKind>
EventOutcome untag(Change& change) {
  return on<kKind>(change, [&](Account&, auto& entity) {
    std::size_t removed = 0;
    if (const auto keys = parameter(change.event(), "TagKeys")) {
      for (const JsonValue key : keys->elements()) {
        removed +=
            std::erase_if(entity.tags, [&](const auto& tag) { return tag.first == key.text(); });
      }
    }
    if (removed == 0) return unchanged("{} `{}` has no such tag", word(kKind), entity.name);
    return changed("tags of {} `{}` are removed", word(kKind), entity.name);
  });
}

constexpr std::array kCalls{
    EventCall{"iam:CreateGroup", "GroupName", "Path GroupId", "a new group", create_group},
    EventCall{"iam:DeleteGroup", "GroupName", "", "removes the group and its members' memberships",
              delete_group},
    EventCall{"iam:UpdateGroup", "GroupName", "NewGroupName NewPath",
              "renames or moves the group; members and policies go with it", update_group},
    EventCall{"iam:AddUserToGroup", "UserName GroupName", "",
              "the group's policies apply to the user", add_user_to_group},
    EventCall{"iam:RemoveUserFromGroup", "UserName GroupName", "",
              "the group's policies no longer apply", remove_user_from_group},
    EventCall{"iam:TagUser", "UserName Tags", "", "sets `aws:PrincipalTag/…`", tag<kUser>},
    EventCall{"iam:UntagUser", "UserName TagKeys", "", "removes tags", untag<kUser>},
    EventCall{"iam:TagRole", "RoleName Tags", "", "sets `aws:PrincipalTag/…` of its sessions",
              tag<kRole>},
    EventCall{"iam:UntagRole", "RoleName TagKeys", "", "removes tags", untag<kRole>},
};

}  // namespace

std::span<const EventCall> iam_group_calls() { return kCalls; }

}  // namespace cordon::incident
