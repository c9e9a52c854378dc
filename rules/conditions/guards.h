// What the conditions of one statement keep out. A condition that holds in a request without its
// key keeps nobody out who can leave the key away; one that asks for a value does. Which keys are
// always there is the catalogue's knowledge (engine/catalogue/global_keys.h).
#pragma once

#include <string_view>
#include <vector>

#include "engine/catalogue/global_keys.h"
#include "rules/conditions/conditions.h"
#include "rules/subject.h"

namespace cordon::rules {

[[nodiscard]] bool is_allow(const Statement& statement);

/// Policies that give permissions to whoever holds them, or to whom they name. The other types only
/// say how much of what is given elsewhere remains.
[[nodiscard]] bool gives(const Subject& subject);
/// Whether the policy hangs on a resource or role, and so gives to whom it names.
[[nodiscard]] bool gives_to_principals(const Subject& subject);

/// The condition asks for a value, or for one of several: a request without the key does not meet
/// it.
[[nodiscard]] bool asks_for_value(const ConditionUse& use);
/// The same with IfExists or ForAllValues: met without the key, too.
[[nodiscard]] bool asks_for_value_if_there(const ConditionUse& use);
[[nodiscard]] bool is_null_test(const ConditionUse& use);
/// `Null` that holds when the key is there, or when it is not.
[[nodiscard]] bool asks_for_presence(const ConditionUse& use);
[[nodiscard]] bool asks_for_absence(const ConditionUse& use);

/// Another condition of the statement fails in a request without the key.
[[nodiscard]] bool needs_key(const Statement& statement, std::string_view key);

/// A condition that limits whom the statement is for: one that asks for a value in an Allow, or
/// that names the exceptions of a Deny.
[[nodiscard]] bool limits_callers(const ConditionUse& use);

[[nodiscard]] bool is_key(const ConditionUse& use, std::string_view key);
/// `aws:PrincipalTag/` for all tags.
[[nodiscard]] bool is_global(const ConditionUse& use, std::string_view canonical);

/// All that an Allow asks for can be left away: every condition holds in a request without its
/// key, and there are requests without it.
[[nodiscard]] bool open_without_keys(const std::vector<ConditionUse>& uses);

}  // namespace cordon::rules
