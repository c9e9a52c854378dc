// An organization: which SCPs and RCPs are attached to the root, the units and the accounts.
// Management account and service-linked roles are exempt (semantics.md 4.5). File format:
// docs/incident-file.md.
#pragma once

#include <map>
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
};

/// A root, unit or account.
struct Target {
  std::string id;                     // r-…, ou-…, or 12 digits
  std::string parent;                 // empty: the root
  std::vector<std::string> policies;  // ids
};

struct Organization {
  std::string management_account;  // empty: not told
  std::map<std::string, OrganizationPolicy, std::less<>> policies;
  std::map<std::string, Target, std::less<>> targets;
};

/// The SCPs and RCPs that reach an account, root first; empty for an account that is not in the
/// organization. An attached policy that was not given is there as an unreadable one.
struct OrganizationLevels {
  std::vector<std::vector<PolicyPtr>> scps;
  std::vector<std::vector<PolicyPtr>> rcps;
};
[[nodiscard]] OrganizationLevels levels_of(const Organization& organization,
                                           std::string_view account);

/// The document of a policy as the organization file gives it: a policy, or `{file: …}` that the
/// caller has already replaced by the file's tree.
struct OrganizationResult {
  Organization organization;
  Diagnostics diagnostics;
};
[[nodiscard]] OrganizationResult read_organization(const JsonPtr& tree, JsonValue root);

}  // namespace cordon::incident
