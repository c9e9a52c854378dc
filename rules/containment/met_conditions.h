// Requests that meet a condition: what somebody who wants a statement to apply would see to. Some
// keys are given by the credential and the clock; those are left as they are.
#pragma once

#include <cstdint>
#include <string_view>

#include "engine/context.h"
#include "engine/request.h"
#include "rules/containment/containment.h"

namespace cordon::rules {

/// What an intruder signs with.
enum class Holds : std::uint8_t {
  kLongTermKey,
  kSessionToken,
  kSessionTokenWithMfa,  // may call IAM
  kFederationToken,
  kRoleSession,
};

/// The credential and the clock say what the key is; a request can't choose.
[[nodiscard]] bool is_given(const ContextKey& key);

/// Puts a value for the key into the request that the test accepts, if a request with such a
/// credential can have one. Negated tests are met by being somebody else.
void meet(Request& request, const ConditionUse& test, const ContextKey& key, Holds holds);

/// Sets a key of a request to one value, or to be absent.
void put(Request& request, std::string_view key, std::string_view value);
void drop(Request& request, std::string_view key);

}  // namespace cordon::rules
