#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <string>

#include "engine/catalogue/catalogue.h"
#include "rules/actions/actions.h"
#include "rules/conditions/guards.h"
#include "rules/conditions/tag_support.h"
#include "rules/containment/containment.h"
#include "rules/findings/wording.h"
#include "rules/rule.h"

namespace cordon::rules {
namespace {

using catalogue::AccessLevel;

bool changes(AccessLevel level) {
  return level == AccessLevel::kWrite || level == AccessLevel::kPermissionsManagement;
}

// Of what the entry stands for, an action that can name a resource; one that changes something
// goes first.
std::optional<catalogue::Action> scopable(const PolicyText& entry) {
  std::optional<catalogue::Action> found;
  const catalogue::MatchingActions actions = catalogue::actions_matching(entry.value);
  for (const catalogue::Action action : actions) {
    if (action.resources.empty()) continue;
    if (changes(action.level)) return action;
    if (!found) found = action;
  }
  return found;
}

struct Scopable {
  std::optional<catalogue::Action> first;
  const PolicyText* entry = nullptr;
  std::size_t count = 0;
};

Scopable scopable_in(const Statement& statement) {
  Scopable found;
  for (const PolicyText& entry : listed_actions(statement)) {
    const auto action = scopable(entry);
    if (!action) continue;
    ++found.count;
    if (found.first && (changes(found.first->level) || !changes(action->level))) continue;
    found.first = action;
    found.entry = &entry;
  }
  return found;
}

// The ARN that people know: of a resource that the action can't do without, and the shortest.
std::string_view usual_arn(const catalogue::Action& action) {
  std::string_view best;
  bool best_required = false;
  for (const catalogue::ResourceUse use : action.resources) {
    const auto type = catalogue::find_resource_type(action.service, use.type);
    if (!type || (best_required && !use.required)) continue;
    const bool better =
        best.empty() || use.required != best_required || type->arn.size() < best.size();
    if (!better) continue;
    best = type->arn;
    best_required = use.required;
  }
  return best;
}

std::string help_for(const catalogue::Action& action) {
  return fmt::format("name the resources; of `{}`: `{}`", action.full_name, usual_arn(action));
}

bool is_scoped_by_tag(const Statement& statement) {
  return std::ranges::any_of(conditions_of(statement), [](const ConditionUse& use) {
    return tests_resource_tag(use) && asks_for_value(use);
  });
}

void check(const Subject& subject, Found& found) {
  if (!subject.is(PolicyType::kIdentity)) return;
  for (const Statement& statement : subject.statements()) {
    if (!is_allow(statement) || lists_everything(statement.action)) continue;
    if (!lists_everything(statement.resource) || is_scoped_by_tag(statement)) continue;
    const Scopable all = scopable_in(statement);
    if (!all.first) continue;
    found
        .add(subject, everything_in(statement.resource)->node.span(),
             fmt::format("{}{} can be limited to resources, and {} allowed on all",
                         backticked(all.entry->value), and_more(all.count),
                         all.count == 1 ? "is" : "are"),
             help_for(*all.first))
        .relate(subject.source(), all.entry->node.span(), "allowed on every resource");
  }
}

}  // namespace

extern const Rule kResourceStar{
    .id = "SEC007",
    .name = "resource-star",
    .level = Level::kWarning,
    .profile = Profile::kPedantic,
    .fix = FixKind::kHint,
    .parliament = "RESOURCE_STAR",
    .summary = "every resource, for actions that can name some",
    .doc =
        R"(These actions can be limited to resources by their ARNs, and `*` allows them on all, also on those of other teams
in the account. Actions that take no resource need `*` and are not reported. A condition on the resource's tags is
taken for a limit.
)",
    .check = check,
};

}  // namespace cordon::rules
