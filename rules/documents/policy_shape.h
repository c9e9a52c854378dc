// What a JSON value or a text has to look like to be taken for a policy document: files of all
// kinds lie in a repository, and most of them are none. A broken policy is still one, so this asks
// for less than the policy reader.
#pragma once

#include <string_view>

#include "grammar/json.h"

namespace cordon::rules {

/// An object with a `Statement` that holds statements, or with the `Version` of a policy.
[[nodiscard]] bool is_policy_shaped(JsonValue value);

/// Also what somebody wrote who meant a policy: one statement alone, or `statements`.
[[nodiscard]] bool is_meant_as_policy(JsonValue value);

/// Whether a text that can't be read looks like a policy document.
[[nodiscard]] bool speaks_of_policy(std::string_view broken_text);

/// False when no policy can be in the text, plain or encoded: to spare reading it.
[[nodiscard]] bool may_hold_policy(std::string_view text);

}  // namespace cordon::rules
