// Actions that have a meaning for an intruder or for whoever shuts one out: what returns
// credentials, mints sessions and keys, reads data, shares it, changes policies; and how long what
// was minted lives. Not what a policy grants, and not access levels: catalogue.h has those.
//
// Source: the API references of the services and "Compare AWS STS credentials" of the IAM User
// Guide, as of 2026-09. Partial: the groups hold what is known to do so, not all that does.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

namespace cordon::catalogue {

enum class ActionGroup : std::uint8_t {
  kReturnsCredentials,  // secrets, tokens and keys in the answer
  kMintsSessions,       // temporary credentials of AWS
  kMintsKeys,           // lasting credentials of IAM users, new ones or switched on again
  kReadsData,           // contents of stores: objects, secrets, items, logs
  kSharesData,          // lets other accounts at copies or at the store
  kEditsPolicies,       // of identities, roles and organizations, and what guards them
};

/// The full names, sorted.
[[nodiscard]] std::span<const std::string_view> actions_in(ActionGroup group);
[[nodiscard]] bool is_in(ActionGroup group, std::string_view action);

/// How long credentials that an action mints live at most.
struct Lifetime {
  std::string_view action;  // `sts:GetSessionToken`
  std::uint32_t seconds = 0;
  std::uint32_t for_root = 0;     // when root calls; zero: root can't
  std::uint32_t for_session = 0;  // when a role session calls (chaining); zero: it can't
};

/// Sorted by action.
[[nodiscard]] std::span<const Lifetime> lifetimes();

/// The longest life of any temporary credentials: whatever was issued longer ago is dead.
[[nodiscard]] std::uint32_t longest_lifetime_seconds();

}  // namespace cordon::catalogue
