#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <string>
#include <vector>

#include "engine/catalogue/catalogue.h"
#include "rules/actions/actions.h"
#include "rules/findings/wording.h"
#include "rules/rule.h"

namespace cordon::rules {
namespace {

bool has_no_types(const PolicyText& entry) {
  const auto action = catalogue::find_action(entry.value);
  return action && action->resources.empty();
}

void check(const Subject& subject, Found& found) {
  for (const Statement& statement : subject.statements()) {
    const std::vector<PolicyText>& resources = listed_resources(statement);
    const bool arns = std::ranges::all_of(
        resources, [](const PolicyText& entry) { return entry.value.starts_with("arn:"); });
    if (resources.empty() || !arns) continue;
    std::vector<PolicyText> never;
    std::ranges::copy_if(listed_actions(statement), std::back_inserter(never), has_no_types);
    if (never.empty()) continue;
    const std::string more = and_more(never.size());
    found.add(subject, never.front().node.span(),
              fmt::format("{}{} works on no resource that has an ARN, and `*` is not listed",
                          backticked(never.front().value), more),
              "move it to a statement with the resource `*`");
  }
}

}  // namespace

extern const Rule kActionNeedsStarResource{
    .id = "SEM019",
    .name = "action-needs-star-resource",
    .level = Level::kWarning,
    .profile = Profile::kPedantic,
    .fix = FixKind::kHint,
    .parliament = "RESOURCE_MISMATCH",
    .summary = "an action without resource types, listed with ARNs only",
    .doc =
        R"(Some actions work on no resource that a policy can name, and are matched by `*` alone. Listed with ARNs they are never
granted. AWS's own policies have such lists, as one `*` would open the others.
)",
    .check = check,
};

}  // namespace cordon::rules
