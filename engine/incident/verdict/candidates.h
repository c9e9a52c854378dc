// Concrete requests worth trying for a credential: the incident's probes, and requests made from
// what the policies in force allow. Trying finds what gets through; it proves nothing about what
// does not (docs/containment.md).
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <vector>

#include "engine/incident/incident.h"
#include "engine/incident/verdict/standing.h"

namespace cordon::incident {

struct Candidate {
  std::string action;
  std::string resource;
  std::vector<ContextEntry> context;  // stated by a probe, or chosen to meet a condition
};

struct Question;  // authority.h

/// At most this many are tried for one credential at one moment.
inline constexpr std::size_t kMaxCandidates = 4'000;

/// Probes of this credential first, then one request per action and resource that an Allow
/// statement of its own policies, of a resource policy or of a role's trust policy speaks of. Each
/// is made when it is wanted: `gets_through` ends the search by returning true. Of roles that
/// nothing tells apart to this caller one is tried.
void try_candidates(const Question& question,
                    const std::function<bool(const Candidate&)>& gets_through);

/// Whether an Allow of these policies speaks of an action, in lower case, or a policy is not known.
[[nodiscard]] bool may_allow(const std::vector<PolicyPtr>& policies, std::string_view action);

/// Whether the caller's own policies may allow it to assume some role.
[[nodiscard]] bool may_assume_by_itself(const Standing& standing);

/// Whether a trust policy may let the caller in. Without a grant nobody gets in; one that names no
/// more than the account leaves it to the caller's own policies.
[[nodiscard]] bool may_let_in(const CompiledPolicy& trust, const Standing& standing,
                              bool by_own_policy);

/// Whether who makes a request chooses the value of this key: request parameters, source address,
/// user agent, tags to set; not what the principal, the network or the resource fixes.
[[nodiscard]] bool caller_chooses(const ContextKey& key);

/// A text that a glob matches, as plain as can be: stars become a short word or nothing.
[[nodiscard]] std::string example_of(std::string_view pattern, std::string_view star);

}  // namespace cordon::incident
