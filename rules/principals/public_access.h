// Who gets in where a policy of a resource or role lets everyone in, `*`: everyone, or the few that
// its conditions leave, or none but those that a Deny of the same policy spares. What counts as a
// condition that leaves a known caller, source or network is "The meaning of public" of Amazon S3,
// for all services. Block Public Access and the services' own refusals are not looked at.
#pragma once

#include <cstdint>

#include "rules/conditions/guards.h"
#include "rules/coverage/deny_list.h"
#include "rules/subject.h"

namespace cordon::rules {

/// The entry of Principal that stands for everyone; null: there is none.
[[nodiscard]] const PrincipalEntry* everyone_in(const Statement& statement);

/// An Allow for everyone in a policy of a resource or role.
[[nodiscard]] bool lets_everyone_in(const Subject& subject, const Statement& statement);

/// The condition leaves callers, sources or a network that its values name: an operator that asks
/// for a value, and values without a wildcard in what says whose it is.
[[nodiscard]] bool pins(const ConditionUse& use, PolicyVersion version);

enum class Fence : std::uint8_t {
  kNone,    // no condition is about who calls
  kWeak,    // one is, and can be forged or left away, or is met by strangers, too
  kPinned,  // the callers are known, or the values are not
};

struct FenceFound {
  Fence fence = Fence::kNone;
  const ConditionEntry* weak = nullptr;  // of a weak fence
};

/// The Denies of a policy that keep out whoever its owner does not name. `subject` has to outlive
/// it.
class Fences {
 public:
  explicit Fences(const Subject& subject);

  /// What the statement's conditions and the Denies make of an Allow for everyone.
  [[nodiscard]] FenceFound around(const Statement& statement) const;

 private:
  PolicyVersion version_;
  DenyList denies_;
};

}  // namespace cordon::rules
