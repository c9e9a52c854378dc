// What the names in a document say it is for. Names decide nothing about what a policy does; they
// tell a slip from an intention where the same text could be either.
#pragma once

#include "grammar/policy_document.h"
#include "rules/subject.h"

namespace cordon::rules {

/// The Sid, or the name of the policy, speaks of sessions, tokens or a revocation.
[[nodiscard]] bool means_sessions(const Subject& subject, const Statement& statement);

/// The Sid, or the name of the policy, speaks of a quarantine, a revocation or a compromise.
[[nodiscard]] bool means_containment(const Subject& subject, const Statement& statement);

}  // namespace cordon::rules
