// What a condition key is in a question: fixed by the situation, free, or another name for an
// attribute that has its own variable (aws:PrincipalAccount is a part of aws:PrincipalArn). Keys
// that follow from each other share one variable, so that no request is thought up that can't exist
// (semantics.md 5.4).
#pragma once

#include <cstdint>
#include <optional>

#include "engine/prove/atoms.h"
#include "engine/prove/situation.h"
#include "engine/request.h"

namespace cordon::prove {

struct KeyRole {
  enum class Kind : std::uint8_t {
    kFixed,             // the base request has it, or certainly has not
    kFree,              // absent or of any value
    kPrincipal,         // aws:PrincipalArn of any caller
    kPrincipalAccount,  // the account of that ARN
    kPrincipalName,     // aws:username: the end of that ARN
    kRequestTime,       // as a date, or as epoch seconds
    kIssueTime,
    kMfaAge,  // seconds from the time of MFA to the request time
  };
  Kind kind = Kind::kFixed;
  VariableId variable = 0;      // not of kFixed
  bool always_present = false;  // never absent
};

/// Makes the variable where there is none.
[[nodiscard]] KeyRole role_of(const ContextKey& key, const Situation& situation,
                              const Request& base, Atoms& atoms);

/// From the catalogue; kEither for a key that it does not know.
[[nodiscard]] Arity arity_of(const ContextKey& key, bool use_catalogue);

}  // namespace cordon::prove
