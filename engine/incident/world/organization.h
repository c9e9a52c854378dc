// An organization: which SCPs and RCPs are attached to the root, the units and the accounts.
// Management account and service-linked roles are exempt (semantics.md 4.5). File format:
// docs/incident-file.md.
#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/compile.h"
#include "grammar/diagnostic.h"
#include "grammar/json.h"

namespace cordon::incident {

struct OrganizationPolicy {
  std::string id;  // p-…
  PolicyPtr policy;
  PolicyType type = PolicyType::kScp;  // kScp or kRcp

  friend bool operator==(const OrganizationPolicy&, const OrganizationPolicy&) = default;
};

/// What AWS attaches by itself and manages: they allow everything, and can't be changed.
inline constexpr std::string_view kFullAccessId = "p-FullAWSAccess";
inline constexpr std::string_view kRcpFullAccessId = "p-RCPFullAWSAccess";

/// How reports name it: `SCP p-…`.
[[nodiscard]] std::string organization_policy_name(std::string_view id, PolicyType type);
/// `scp`, `rcp`, or the words of the Organizations API.
[[nodiscard]] std::optional<PolicyType> organization_policy_type(std::string_view word);

/// A root, unit or account.
struct Target {
  std::string id;                     // r-…, ou-…, or 12 digits
  std::string parent;                 // empty: the root
  std::vector<std::string> policies;  // ids

  friend bool operator==(const Target&, const Target&) = default;
};

struct Organization {
  std::string management_account;  // empty: not told
  std::map<std::string, OrganizationPolicy, std::less<>> policies;
  std::map<std::string, Target, std::less<>> targets;

  friend bool operator==(const Organization&, const Organization&) = default;
};

/// A root, five levels of units, and an account: AWS allows no more.
inline constexpr std::size_t kMostLevels = 7;

[[nodiscard]] inline bool is_root_id(std::string_view id) { return id.starts_with("r-"); }

/// The policies of one type that are attached to a target. One that was not given is there as an
/// unreadable policy, whatever the type: its id does not tell it.
[[nodiscard]] std::vector<PolicyPtr> attached(const Organization& organization,
                                              const Target& target, PolicyType type);

/// The SCPs and RCPs that reach an account, root first; empty for the management account and for an
/// account that is not in the organization. No levels of a type that is attached nowhere: it is not
/// switched on. Where SCPs are in use, AWS keeps one attached to every target; a level without one
/// is unknown.
struct OrganizationLevels {
  std::vector<std::vector<PolicyPtr>> scps;
  std::vector<std::vector<PolicyPtr>> rcps;
};
[[nodiscard]] OrganizationLevels levels_of(const Organization& organization,
                                           std::string_view account);

/// Reads the organization file. `p-FullAWSAccess` and `p-RCPFullAWSAccess` are known without being
/// listed. A document is a policy, a string that holds one, or what `aws organizations
/// describe-policy` prints.
struct OrganizationResult {
  Organization organization;
  Diagnostics diagnostics;
};
[[nodiscard]] OrganizationResult read_organization(const JsonPtr& tree, JsonValue root);

}  // namespace cordon::incident
