// Conditions that are meant to keep an escalation shut: which role may be passed to which service,
// which boundary a new principal must have, which policy may be attached. Whether such a condition
// does what it is meant to is asked of the engine.
#pragma once

#include <string_view>

#include "grammar/policy_document.h"
#include "rules/subject.h"

namespace cordon::rules {

/// iam:PassedToService, iam:PermissionsBoundary or iam:PolicyARN.
[[nodiscard]] bool is_guard_key(std::string_view key);

/// Why a condition on a guard key does not guard: a few words for a message (`IfExists`, `a negated
/// operator`); empty: it does.
[[nodiscard]] std::string_view hole_in(const ConditionEntry& entry);

/// The statement has a guard without a hole on the boundary or the policy that a call may set.
[[nodiscard]] bool limits_policies(const Statement& statement);

/// Whether the statement's conditions let a role be passed to the service.
[[nodiscard]] bool may_pass_to(const Statement& statement, std::string_view service,
                               PolicyVersion version);

}  // namespace cordon::rules
