#include "rules/actions/exposure.h"

#include <map>

#include "rules/actions/actions.h"
#include "rules/conditions/guards.h"
#include "rules/containment/containment.h"

namespace cordon::rules {

std::vector<Exposure> exposures(const Subject& subject, catalogue::ActionGroup group) {
  if (!subject.is(PolicyType::kIdentity)) return {};
  std::map<std::size_t, Exposure> by_statement;
  for (const std::string_view action : catalogue::actions_in(group)) {
    for (const std::size_t i : statements_on(subject, action)) {
      const Statement& statement = subject.statements()[i];
      if (!is_allow(statement) || lists_everything(statement.action)) continue;
      Exposure& exposure = by_statement[i];
      if (++exposure.count > 1) continue;
      exposure.statement = &statement;
      exposure.entry = coverage(statement, action).entry;
      exposure.first = action;
    }
  }
  std::vector<Exposure> found;
  for (const auto& [statement, exposure] : by_statement) found.push_back(exposure);
  return found;
}

Span place_of(const Exposure& exposure) {
  return exposure.entry != nullptr ? exposure.entry->node.span() : exposure.statement->action->span;
}

bool is_unscoped(const Statement& statement) {
  return statement.conditions.empty() && lists_everything(statement.resource);
}

}  // namespace cordon::rules
