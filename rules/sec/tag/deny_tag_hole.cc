#include <fmt/format.h>

#include "rules/conditions/guards.h"
#include "rules/conditions/tag_support.h"
#include "rules/containment/containment.h"
#include "rules/findings/wording.h"
#include "rules/rule.h"

namespace cordon::rules {
namespace {

void check(const Subject& subject, Found& found) {
  const Statement* reported = nullptr;
  each_condition(subject, [&](const ConditionUse& use) {
    if (!is_deny(use.statement) || reported == &use.statement) return;
    if (!tests_resource_tag(use) || !asks_for_value(use)) return;
    const auto spared = actions_without_tags(use.statement);
    if (spared.empty()) return;
    reported = &use.statement;
    found
        .add(subject, use.key_span(),
             fmt::format("requests for {}{} never carry {}, so they are not denied",
                         backticked(spared.front()->value), and_more(spared.size()),
                         backticked(use.key())),
             "deny these actions in a statement that names the resources")
        .relate(subject.source(), spared.front()->node.span(), "not denied by this statement");
  });
}

}  // namespace

extern const Rule kDenyTagHole{
    .id = "SEC050",
    .name = "deny-tag-hole",
    .level = Level::kSecurity,
    .fix = FixKind::kHint,
    .aws_codes = {"DENY_WITH_UNSUPPORTED_TAG_CONDITION_KEY_FOR_SERVICE"},
    .summary = "aws:ResourceTag over actions that never carry it, in a Deny",
    .doc =
        R"(Requests for these actions never carry `aws:ResourceTag`, whatever tags the resource has: the condition is not met
and the Deny does not bite. `IfExists` is no cure, as the Deny would then be for every resource. Which actions
carry tags is known here as of a certain day.
)",
    .check = check,
};

}  // namespace cordon::rules
