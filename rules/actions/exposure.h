// Allows of actions that have a meaning for an intruder, by the groups of the catalogue: one
// finding a statement, at the first entry that holds such an action. What could be done with what
// is allowed is the escalation rules' business.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "engine/catalogue/action_groups.h"
#include "rules/rule.h"

namespace cordon::rules {

/// What a statement allows of a group.
struct Exposure {
  const Statement* statement = nullptr;
  const PolicyText* entry = nullptr;  // that holds the first one; null: NotAction leaves it
  std::string_view first;             // an action of the group
  std::size_t count = 0;
};

/// The Allows of an identity policy with actions of the group; what allows everything is left out.
[[nodiscard]] std::vector<Exposure> exposures(const Subject& subject, catalogue::ActionGroup group);

[[nodiscard]] Span place_of(const Exposure& exposure);

/// Neither a resource nor a condition limits the statement.
[[nodiscard]] bool is_unscoped(const Statement& statement);

}  // namespace cordon::rules
