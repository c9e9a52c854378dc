// ARNs in the Resource of an Allow that say less than they seem to: nothing at all, or only how a
// name ends. Whether they fit what the actions work on is not asked here (resources.h, targets.h).
#pragma once

#include <optional>

#include "rules/actions/actions.h"
#include "rules/conditions/guards.h"
#include "rules/subject.h"

namespace cordon::rules {

/// An entry other than `*` that names neither an account nor a part of a resource.
[[nodiscard]] bool names_nothing(const PolicyText& entry, PolicyVersion version);

/// The field, account or name, that begins with a wildcard and goes on, or for an account is one.
[[nodiscard]] std::optional<Span> wildcard_in_front(const PolicyText& entry, PolicyVersion version);

/// The entries of Resource in the Allows of an identity policy.
template <class Visit>
void each_allowed_resource(const Subject& subject, Visit visit) {
  if (!subject.is(PolicyType::kIdentity)) return;
  for (const Statement& statement : subject.statements()) {
    if (!is_allow(statement)) continue;
    for (const PolicyText& entry : listed_resources(statement)) visit(entry);
  }
}

}  // namespace cordon::rules
