#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <string>
#include <vector>

#include "engine/catalogue/catalogue.h"
#include "rules/actions.h"
#include "rules/conditions.h"
#include "rules/rule.h"
#include "rules/wording.h"

namespace cordon::rules {
namespace {

bool knows_tags(const catalogue::Action& action) {
  return catalogue::carries(action, "aws:ResourceTag/t") ||
         catalogue::carries(action, "aws:RequestTag/t");
}

// Everything that the entry stands for lacks the key, and it stands for something.
bool lacks_tags(const PolicyText& entry) {
  const catalogue::MatchingActions actions = catalogue::actions_matching(entry.value);
  return !actions.empty() && std::ranges::none_of(actions, knows_tags);
}

bool tests_resource_tag(const ConditionUse& use) {
  if (use.op.base == nullptr || use.op.base->type == ValueType::kNull) return false;
  const auto* key = catalogue::find_global_key(use.key());
  return key != nullptr && key->name == "aws:ResourceTag/";
}

void check(const Subject& subject, Found& found) {
  const Statement* reported = nullptr;
  each_condition(subject, [&](const ConditionUse& use) {
    const bool allows = use.statement.effect && use.statement.effect->value == Effect::kAllow;
    if (!allows || reported == &use.statement || !tests_resource_tag(use)) return;
    std::vector<PolicyText> dead;
    std::ranges::copy_if(listed_actions(use.statement), std::back_inserter(dead), lacks_tags);
    if (dead.empty()) return;
    reported = &use.statement;
    const std::string more = and_more(dead.size());
    found
        .add(subject, use.key_span(),
             fmt::format("requests for {}{} never carry {}, so they are not allowed",
                         backticked(dead.front().value), more, backticked(use.key())),
             "move these actions to a statement that limits the resource by its name")
        .relate(subject.source(), dead.front().node.span(), "not allowed by this statement");
  });
}

}  // namespace

extern const Rule kTagKeyUnsupportedAllow{
    .id = "SEM063",
    .name = "tag-key-unsupported-allow",
    .level = Level::kWarning,
    .fix = FixKind::kHint,
    .aws_codes = {"ALLOW_WITH_UNSUPPORTED_TAG_CONDITION_KEY_FOR_SERVICE"},
    .summary = "aws:ResourceTag over actions that never carry it, in an Allow",
    .doc =
        R"(Requests for these actions never carry `aws:ResourceTag`, whatever tags the resource has, so that the Allow is dead for
them. Neither a negated operator nor `IfExists` mends that: both allow the action on every resource.
)",
    .check = check,
};

}  // namespace cordon::rules
