#include <fmt/format.h>

#include <string>
#include <vector>

#include "engine/catalogue/catalogue.h"
#include "grammar/text.h"
#include "rules/actions/actions.h"
#include "rules/conditions/conditions.h"
#include "rules/findings/wording.h"
#include "rules/rule.h"

namespace cordon::rules {
namespace {

bool is_of_provider(std::string_view prefix) {
  return prefix.contains('.') || equals_ignoring_ascii_case(prefix, "saml");
}

// Other global keys are in the requests of all services.
bool depends_on_action(const ConditionUse& use) {
  const auto facts = key_facts(use.key());
  if (!facts || is_of_provider(key_prefix(use.key()))) return false;
  if (facts->global == nullptr) return true;
  const std::string_view name = facts->global->name;
  return name == "aws:RequestTag/" || name == "aws:TagKeys" || name == "aws:ResourceTag/";
}

// SEM063 reports these.
bool is_tag_of_allow(const ConditionUse& use) {
  const bool allows = use.statement.effect && use.statement.effect->value == Effect::kAllow;
  return allows && ascii_lower(use.key()).starts_with("aws:resourcetag/");
}

std::vector<PolicyText> without_key(const ConditionUse& use) {
  std::vector<PolicyText> actions;
  for (const PolicyText& entry : listed_actions(use.statement)) {
    const auto action = catalogue::find_action(entry.value);
    if (action && !catalogue::carries(*action, use.key())) actions.push_back(entry);
  }
  return actions;
}

void check(const Subject& subject, Found& found) {
  each_condition(subject, [&](const ConditionUse& use) {
    if (use.op.base == nullptr || use.op.base->type == ValueType::kNull) return;
    if (!depends_on_action(use) || is_tag_of_allow(use)) return;
    const std::vector<PolicyText> actions = without_key(use);
    if (actions.empty()) return;
    const std::string more = and_more(actions.size());
    const std::string_view effect = use.met_without_key() ? "it is not tested" : "it is never met";
    found
        .add(subject, use.key_span(),
             fmt::format("requests for {}{} never carry {}: {}", backticked(actions.front().value),
                         more, backticked(use.key()), effect),
             "move the action to a statement without this key")
        .relate(subject.source(), actions.front().node.span(), "the action");
  });
}

}  // namespace

extern const Rule kKeyNotForAction{
    .id = "SEM026",
    .name = "key-not-for-action",
    .level = Level::kWarning,
    .profile = Profile::kPedantic,
    .aws_codes = {"UNSUPPORTED_ACTION_FOR_CONDITION_KEY"},
    .parliament = "UNKNOWN_CONDITION_FOR_ACTION",
    .summary = "a key that requests for the action never carry",
    .doc =
        R"(Requests for an action that is named in full never carry the key. With most operators that makes the grant dead; with a
negated one, or `IfExists`, the action is not guarded at all. Patterns of actions are not looked at.
)",
    .check = check,
};

}  // namespace cordon::rules
