// The policies that apply to one request, by policy type: what is there, what is not, and what is
// not told (semantics.md 4.1, cli.md `policies`).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "engine/compile.h"

namespace cordon {

struct ApplicablePolicies {
  std::vector<PolicyPtr> identity;
  PolicyPtr resource;  // null: none, or not told (see resource_told)
  /// False: whether the resource has a policy of its own is not known. Resources that always have
  /// one (KMS keys, roles) make the decision hang on it (semantics.md 4.3).
  bool resource_told = true;
  /// True: a resource of another account whose policy was not given may have one that allows.
  /// False: it has none.
  bool foreign_resource_open = false;
  /// The resource policy was stored before the caller's principal was created (semantics.md 1.4).
  bool caller_created_after_resource_policy = false;
  std::vector<PolicyPtr> boundary;  // empty: no boundary; several count as one
  std::vector<PolicyPtr> session;   // empty: no session policy; several count as one
  /// One inner list a level, root first. Empty: no organization limits. An empty level allows
  /// nothing.
  std::vector<std::vector<PolicyPtr>> scps;
  std::vector<std::vector<PolicyPtr>> rcps;
  std::optional<std::vector<PolicyPtr>> endpoint;
  /// False for principals of the management account; service-linked roles are found by themselves.
  bool scps_apply = true;
};

}  // namespace cordon
