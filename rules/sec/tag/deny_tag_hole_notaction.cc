#include <fmt/format.h>

#include "rules/conditions/guards.h"
#include "rules/conditions/tag_support.h"
#include "rules/containment/containment.h"
#include "rules/rule.h"

namespace cordon::rules {
namespace {

void check(const Subject& subject, Found& found) {
  const Statement* reported = nullptr;
  each_condition(subject, [&](const ConditionUse& use) {
    const bool negated = use.statement.action && use.statement.action->negated;
    if (!negated || !is_deny(use.statement) || reported == &use.statement) return;
    if (!tests_resource_tag(use) || !asks_for_value(use)) return;
    reported = &use.statement;
    found
        .add(subject, use.key_span(),
             fmt::format("with NotAction only the actions that carry {} are denied",
                         backticked(use.key())),
             "list the actions that are meant under Action")
        .relate(subject.source(), use.statement.action->span, "all others but these");
  });
}

}  // namespace

extern const Rule kDenyTagHoleNotaction{
    .id = "SEC051",
    .name = "deny-tag-hole-notaction",
    .level = Level::kSecurity,
    .aws_codes = {"DENY_NOTACTION_WITH_UNSUPPORTED_TAG_CONDITION_KEY_FOR_SERVICE"},
    .summary = "aws:ResourceTag in a Deny with NotAction",
    .doc =
        R"(Many actions never carry `aws:ResourceTag`. Of all that NotAction leaves, the Deny bites only those that do, and
which these are changes with AWS's services. A list of actions says what is meant.
)",
    .check = check,
};

}  // namespace cordon::rules
