// Finds what an IAM event speaks of and hands it to the function that changes it; says why nothing
// changed when it is not there. Internal to the event files.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include "engine/incident/events/event_call.h"

namespace cordon::incident {

enum class EntityKind : std::uint8_t { kUser, kGroup, kRole };

[[nodiscard]] constexpr std::string_view word(EntityKind kind) {
  constexpr std::array<std::string_view, 3> kWords{"user", "group", "role"};
  return kWords[static_cast<std::size_t>(kind)];
}
[[nodiscard]] constexpr std::string_view name_parameter(EntityKind kind) {
  constexpr std::array<std::string_view, 3> kNames{"UserName", "GroupName", "RoleName"};
  return kNames[static_cast<std::size_t>(kind)];
}

/// The account's users, groups or roles.
template <EntityKind kKind>
[[nodiscard]] auto& entities(Account& account) {
  if constexpr (kKind == EntityKind::kUser) {
    return account.users;
  } else if constexpr (kKind == EntityKind::kGroup) {
    return account.groups;
  } else {
    return account.roles;
  }
}

[[nodiscard]] EventOutcome no_account(const Change& change);
/// With a hint when `names` has one that is nearly the same.
[[nodiscard]] EventOutcome not_there(const Account& account, std::string_view kind,
                                     std::string_view name,
                                     const std::vector<std::string_view>& names);
/// Why AWS lets nobody change this role; empty for all others.
[[nodiscard]] std::string protection(const Role& role);

template <class Map>
[[nodiscard]] std::vector<std::string_view> keys_of(const Map& map) {
  std::vector<std::string_view> keys;
  for (const auto& entry : map) keys.push_back(entry.first);
  return keys;
}

/// `act(Account&)`.
template <class Act>
[[nodiscard]] EventOutcome in_account(Change& change, Act act) {
  Account* account = change.account();
  return account == nullptr ? no_account(change) : act(*account);
}

/// `act(Account&, User&)`, or Group or Role, whose name the event gives.
template <EntityKind kKind, class Act>
[[nodiscard]] EventOutcome on(Change& change, Act act) {
  return in_account(change, [&](Account& account) {
    const std::string name = change.text(name_parameter(kKind));
    auto& all = entities<kKind>(account);
    const auto found = all.find(name);
    if (found == all.end()) return not_there(account, word(kKind), name, keys_of(all));
    if constexpr (kKind == EntityKind::kRole) {
      if (std::string why = protection(found->second); !why.empty()) {
        return EventOutcome{false, std::move(why)};
      }
    }
    return act(account, found->second);
  });
}

}  // namespace cordon::incident
