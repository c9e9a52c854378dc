#include "rules/coverage/deny_list.h"

#include <algorithm>

#include "engine/statement_containment.h"

namespace cordon::rules {
namespace {

std::size_t number_of(const Subject& subject, const Statement& statement) {
  return static_cast<std::size_t>(&statement - subject.statements().data());
}

bool has_all(const CompiledStatement& outer, const CompiledStatement& inner) {
  return outer.action && inner.action && covers(outer.resources, inner.resources) == Truth::kTrue &&
         covers_actions(*outer.action, *inner.action) == Truth::kTrue;
}

}  // namespace

void DenyList::add(const Statement& statement) {
  const std::size_t actions = statement.action ? statement.action->entries.size() : 0;
  const std::size_t resources = statement.resource ? statement.resource->entries.size() : 0;
  if (actions + resources <= kMostEntries) denies_.push_back(number_of(*subject_, statement));
}

bool DenyList::covers(const Statement& statement) const {
  if (subject_->compiled == nullptr) return false;
  const auto& compiled = subject_->compiled->statements;
  const std::size_t inner = number_of(*subject_, statement);
  return std::ranges::any_of(denies_, [&](std::size_t outer) {
    return outer != inner && has_all(compiled[outer], compiled[inner]);
  });
}

}  // namespace cordon::rules
