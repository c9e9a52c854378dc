#include <fmt/format.h>

#include "rules/conditions/tag_support.h"
#include "rules/findings/wording.h"
#include "rules/rule.h"

namespace cordon::rules {
namespace {

void check(const Subject& subject, Found& found) {
  const Statement* reported = nullptr;
  each_condition(subject, [&](const ConditionUse& use) {
    const bool allows = use.statement.effect && use.statement.effect->value == Effect::kAllow;
    const bool negated = use.statement.action && use.statement.action->negated;
    if (!tests_resource_tag(use) || !allows || !negated || reported == &use.statement) return;
    reported = &use.statement;
    found
        .add(subject, use.key_span(),
             fmt::format("with NotAction only the actions that carry {} are allowed",
                         backticked(use.key())),
             "list the actions that are meant under Action")
        .relate(subject.source(), use.statement.action->span, "all others but these");
  });
}

}  // namespace

extern const Rule kTagKeyUnsupportedAllowNotaction{
    .id = "SEM064",
    .name = "tag-key-unsupported-allow-notaction",
    .level = Level::kInfo,
    .aws_codes = {"ALLOW_NOTACTION_WITH_UNSUPPORTED_TAG_CONDITION_KEY_FOR_SERVICE"},
    .summary = "aws:ResourceTag in an Allow with NotAction",
    .doc =
        R"(Of all actions that NotAction leaves, only those that carry `aws:ResourceTag` are allowed, and which these are changes with
AWS's services. A list of actions says what is meant.
)",
    .check = check,
};

}  // namespace cordon::rules
