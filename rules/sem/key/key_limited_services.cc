#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "engine/catalogue/catalogue.h"
#include "engine/catalogue/key_support.h"
#include "rules/actions/actions.h"
#include "rules/conditions/conditions.h"
#include "rules/rule.h"

namespace cordon::rules {
namespace {

// An entry stands for something that does not carry the key. Of a pattern the service decides.
bool goes_beyond(std::string_view entry, std::string_view key) {
  const auto parts = action_parts(entry);
  if (!parts || has_wildcard(parts->service)) return entry.starts_with('*') || parts.has_value();
  if (!has_wildcard(entry)) return !catalogue::service_carries(entry, key);
  return std::ranges::any_of(catalogue::actions_matching(entry),
                             [&](const catalogue::Action& action) {
                               return !catalogue::service_carries(action.full_name, key);
                             });
}

const PolicyText* beyond(const ConditionUse& use) {
  const std::vector<PolicyText>& actions = listed_actions(use.statement);
  const auto found = std::ranges::find_if(
      actions, [&](const PolicyText& entry) { return goes_beyond(entry.value, use.key()); });
  return found == actions.end() ? nullptr : &*found;
}

void check(const Subject& subject, Found& found) {
  each_condition(subject, [&](const ConditionUse& use) {
    if (!catalogue::is_limited_to_services(use.key()) || !use.statement.action) return;
    const PolicyText* action = beyond(use);
    if (action == nullptr && !use.statement.action->negated) return;
    Finding& finding = found.add(
        subject, use.key_span(),
        fmt::format(
            "{} is in requests to some services only, and the statement has actions of others",
            backticked(use.key())),
        "list the actions of services that carry the key");
    const Span place = action == nullptr ? use.statement.action->span : action->node.span();
    finding.relate(subject.source(), place, "not all of this");
  });
}

}  // namespace

extern const Rule kKeyLimitedServices{
    .id = "SEM029",
    .name = "key-limited-services",
    .level = Level::kWarning,
    .aws_codes = {"USE_CONDITION_KEY_ONLY_WITH_SUPPORTED_SERVICES"},
    .summary = "a key that only some services carry, with actions of others",
    .doc =
        R"(`aws:VpceAccount`, `aws:VpceOrgID`, `aws:VpceOrgPaths` and `aws:SourceVpcArn` are in requests to some services only. With
actions of other services an Allow is dead; a Deny with a negated operator stops every request to them, one without
has a hole.
)",
    .check = check,
};

}  // namespace cordon::rules
