// Statements that allow one delicate action far and wide: iam:PassRole and
// iam:CreateServiceLinkedRole, on everything or on all but a few resources. Each way to write that
// is a rule with an AWS code of its own; what counts is decided here, as ValidatePolicy was
// observed to do it: a Resource of exactly `*`, and a guard that names services. What could be done
// with the role is not asked here.
#pragma once

#include <cstdint>
#include <string_view>

#include "rules/actions/actions.h"
#include "rules/rule.h"

namespace cordon::rules {

enum class DelicateAction : std::uint8_t { kPassRole, kCreateServiceLinkedRole };

enum class Reach : std::uint8_t {
  kEverything,  // Resource has `*`
  kAllButSome,  // NotResource
};

/// Reports each statement that allows the action in that way over that reach without a guard.
void report_broad_grants(const Subject& subject, DelicateAction action, Covered how, Reach reach,
                         Found& found);

/// The key that names the services which the role is for: `iam:PassedToService`.
[[nodiscard]] std::string_view guard_key(DelicateAction action);

/// The statement's condition that limits the services, under IfExists, too; null: there is none.
[[nodiscard]] const ConditionEntry* service_guard(const Statement& statement,
                                                  DelicateAction action);

}  // namespace cordon::rules
