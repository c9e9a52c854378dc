// What a question fixes about a request, and what it leaves open: who asks, with which credential,
// between which times, under which policies. What is not fixed here is free: action, resource, and
// every condition key that does not follow from the rest.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/applicable_policies.h"
#include "engine/caller.h"
#include "engine/condition.h"
#include "engine/context.h"
#include "engine/credential.h"
#include "engine/evaluate.h"
#include "grammar/date_time.h"

namespace cordon::prove {

/// From and to are inside; a missing one is open.
struct Window {
  std::optional<Instant> from;
  std::optional<Instant> to;

  [[nodiscard]] bool is_open() const { return !from && !to; }
};

struct Situation {
  /// With `any_caller`: an example; all callers of its kind are meant, in any account.
  Caller caller;
  bool any_caller = false;
  /// With `any_caller`, of its aws:PrincipalArn: it matches one of these patterns (none: any) and
  /// none of those.
  std::vector<std::string> among;
  std::vector<std::string> other_than;
  /// With `any_caller`: of a user's ARN, the policies ask for nothing but the name. Then variables
  /// may stand for it.
  bool only_name_is_free = false;
  /// Without an issue time: it may have been issued at any time within `issued`.
  std::optional<Credential> credential;
  Window issued;
  Window at;                          // one instant: `from` equals `to`
  std::vector<ContextEntry> context;  // what is stated, and wins over what is derived
  std::string resource_account;       // empty: what the resource's ARN says
  bool own_resources = false;         // the resource is of the caller's account, whichever it is
  /// Conditions that the request does not meet.
  std::vector<CompiledCondition> never;
  /// Only actions and resources that one of these matches; empty: all. As in a policy.
  std::vector<std::string> actions;
  std::vector<std::string> resources;
  std::vector<std::string> other_resources;  // none that one of these matches
  std::vector<std::string> tolerated;        // actions that are not asked about
  /// Services of which only actions are asked about that AWS lists.
  std::vector<std::string> listed_only;
  EvaluateOptions options;
  /// Which keys have one value and which a list is taken from AWS's list of keys.
  bool use_catalogue = true;
};

}  // namespace cordon::prove
