#include <fmt/format.h>

#include <string>

#include "rules/conditions/tag_support.h"
#include "rules/findings/wording.h"
#include "rules/rule.h"

namespace cordon::rules {
namespace {

void check(const Subject& subject, Found& found) {
  const Statement* reported = nullptr;
  each_condition(subject, [&](const ConditionUse& use) {
    const bool allows = use.statement.effect && use.statement.effect->value == Effect::kAllow;
    if (!allows || reported == &use.statement || !tests_resource_tag(use)) return;
    const auto dead = actions_without_tags(use.statement);
    if (dead.empty()) return;
    reported = &use.statement;
    const std::string more = and_more(dead.size());
    found
        .add(subject, use.key_span(),
             fmt::format("requests for {}{} never carry {}, so they are not allowed",
                         backticked(dead.front()->value), more, backticked(use.key())),
             "move these actions to a statement that limits the resource by its name")
        .relate(subject.source(), dead.front()->node.span(), "not allowed by this statement");
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
