// Denies of a resource control policy that are written for one kind of caller and hit the other:
// keys on principals are absent when a service calls, keys on the source of a service's call are
// absent when a principal does, and a negated operator is met without its key.
#pragma once

#include <string_view>
#include <vector>

#include "rules/conditions/guards.h"
#include "rules/subject.h"

namespace cordon::rules {

/// The conditions of an RCP's Denies, one a statement, that compare who calls, or for whom a
/// service does, and hold where the key is missing.
[[nodiscard]] std::vector<ConditionUse> principal_perimeters(const Subject& subject);
[[nodiscard]] std::vector<ConditionUse> source_perimeters(const Subject& subject);

/// The statement is for services only (`true`), or for principals only (`false`).
[[nodiscard]] bool is_for_services(const Statement& statement, std::string_view value);

/// The statement asks that the request has one of the keys on the source.
[[nodiscard]] bool asks_for_source(const Statement& statement);

}  // namespace cordon::rules
