// Calls that make credentials: which credential each would make, and what has to be allowed for it
// (containment.md 6, semantics.md 5). Whether it is allowed is asked elsewhere (reach.h).
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "engine/credential.h"
#include "engine/incident/reach/targets.h"
#include "engine/incident/verdict/candidates.h"
#include "engine/incident/verdict/history.h"
#include "engine/incident/verdict/standing.h"

namespace cordon::incident {

struct Way {
  std::vector<Candidate> calls;  // all of them have to be allowed; none: no policy has a say
  /// The policies of whoever calls do not decide: a Deny of everything may leave it open.
  bool without_permission = false;
  CredentialKind kind = CredentialKind::kAssumeRole;
  std::string principal;     // ARN of the user, role or federated user that is got
  Revision created = 0;      // of the user or role
  std::string name;          // `role/admin`, `key of user/bob`
  std::string call;          // that makes it
  std::int64_t life_ms = 0;  // 0: it does not expire
  bool renews = false;
  std::string federated_by;  // ARN of the user whose policies a federation token has
  std::optional<std::string> source_identity;
  std::optional<Instant> mfa_at;  // made with an MFA, as the password is
  bool tags_are_chosen = false;   // whoever makes it says which session tags it has
  /// No policy that is known decides whether it works.
  bool doubtful = false;
};

struct WaysAsked {
  std::size_t world;
  const WantedTargets& targets;
  const std::set<std::string>& federated_names;
};

/// Calls `visit` with each way that the credential could go in a world, allowed or not, to the
/// targets that are wanted. What a user gets without another principal is always visited.
void for_each_way(const HeldCredential& credential, const Standing& standing,
                  const History& history, const WaysAsked& asked,
                  const std::function<void(const Way&)>& visit);

}  // namespace cordon::incident
