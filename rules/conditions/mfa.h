// Conditions that ask for multi-factor authentication, and Denies that complete each other:
// aws:MultiFactorAuthPresent is absent from requests with a long-term key, and `false` in sessions
// without MFA, so that a Deny for either leaves the other.
#pragma once

#include <string_view>

#include "rules/conditions/guards.h"
#include "rules/coverage/deny_list.h"
#include "rules/subject.h"

namespace cordon::rules {

[[nodiscard]] bool is_mfa_key(const ConditionUse& use);

/// `aws:MultiFactorAuthPresent` is compared with that value alone, with or without IfExists.
[[nodiscard]] bool asks_for_mfa(const ConditionUse& use, std::string_view value);
/// One of the statement's conditions does.
[[nodiscard]] bool asks_for_mfa(const Statement& statement, std::string_view value);

/// The Denies of a document on nothing but MFA. `subject` has to outlive it.
class MfaDenies {
 public:
  explicit MfaDenies(const Subject& subject);

  /// Requests without the key are denied what this Deny denies, by another one.
  [[nodiscard]] bool also_absent(const Statement& deny) const { return absent_.covers(deny); }
  /// So are requests with the value `false`.
  [[nodiscard]] bool also_false(const Statement& deny) const { return false_.covers(deny); }

 private:
  DenyList absent_;
  DenyList false_;
};

}  // namespace cordon::rules
