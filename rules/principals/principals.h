// The principals that statements name, one at a time. What they mean is engine/principal_set.h.
#pragma once

#include <string_view>

#include "engine/principal_set.h"
#include "rules/subject.h"

namespace cordon::rules {

/// Every entry of every Principal and NotPrincipal.
template <class Visit>
void each_principal(const Subject& subject, Visit visit) {
  for (const Statement& statement : subject.statements()) {
    if (!statement.principal) continue;
    for (const PrincipalEntry& entry : statement.principal->entries) visit(entry);
  }
}

/// The entries that are unique ids with that prefix: `AROA` of roles, `AIDA` of users.
template <class Visit>
void each_unique_id(const Subject& subject, std::string_view prefix, Visit visit) {
  each_principal(subject, [&](const PrincipalEntry& entry) {
    if (entry.type != "AWS" || !entry.value.value.starts_with(prefix)) return;
    const PrincipalPattern pattern = compile_principal(entry.type, entry.value.value);
    if (pattern.kind == PrincipalPattern::Kind::kUniqueId) visit(entry.value);
  });
}

}  // namespace cordon::rules
