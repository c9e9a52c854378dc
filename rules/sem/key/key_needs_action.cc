#include <fmt/format.h>

#include "engine/catalogue/resource_policies.h"
#include "rules/actions/actions.h"
#include "rules/conditions/conditions.h"
#include "rules/rule.h"

namespace cordon::rules {
namespace {

void check(const Subject& subject, Found& found) {
  if (!subject.is(PolicyType::kTrust)) return;
  each_condition(subject, [&](const ConditionUse& use) {
    const std::string_view needed = catalogue::companion_action(use.key());
    if (needed.empty() || !use.statement.action || coverage(use.statement, needed)) return;
    Finding& finding = found.add(
        subject, use.key_span(),
        fmt::format("{} is set only where `{}` is allowed, too", backticked(use.key()), needed),
        fmt::format("add `{}` to the actions", needed));
    const auto list = find_member(use.statement.node, "Action");
    if (list) {
      finding.fix = unsafe_fix(fmt::format("add `{}`", needed),
                               add_element(list->value, json_string(needed)));
    }
  });
}

}  // namespace

extern const Rule kKeyNeedsAction{
    .id = "SEM027",
    .name = "key-needs-action",
    .level = Level::kError,
    .fix = FixKind::kSafe,
    .aws_codes = {"MISSING_ACTION_FOR_CONDITION_KEY"},
    .summary = "a key that needs another action beside it",
    .doc =
        R"(A request for a role carries session tags only if the trust policy allows `sts:TagSession`, too, and a source identity only
with `sts:SetSourceIdentity`. Without the action in the statement such requests are refused, and the condition guards
nothing.
)",
    .check = check,
};

}  // namespace cordon::rules
