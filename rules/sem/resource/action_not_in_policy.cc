#include <fmt/format.h>

#include "engine/catalogue/resource_policies.h"
#include "grammar/pattern.h"
#include "grammar/text.h"
#include "rules/actions/action_names.h"
#include "rules/actions/actions.h"
#include "rules/rule.h"

namespace cordon::rules {
namespace {

bool can_be_of(std::string_view entry, std::string_view service) {
  const auto parts = action_parts(entry);
  if (!parts) return true;
  return has_wildcard(parts->service) ? Pattern::glob(ascii_lower(parts->service)).matches(service)
                                      : equals_ignoring_ascii_case(parts->service, service);
}

void check(const Subject& subject, Found& found) {
  const auto* target = catalogue::find_policy_target(subject.found.resource_type);
  if (!subject.is(PolicyType::kResource) || target == nullptr) return;
  each_action(subject, [&](const PolicyText& entry) {
    if (can_be_of(entry.value, target->service)) return;
    found.add(subject, entry.node.span(),
              fmt::format("{} can't stand in the policy of a resource of type `{}`",
                          backticked(entry.value), target->type),
              fmt::format("its actions begin with `{}:`", target->service));
  });
}

}  // namespace

extern const Rule kActionNotInPolicy{
    .id = "SEM022",
    .name = "action-not-in-policy",
    .level = Level::kError,
    .aws_codes = {"UNSUPPORTED_ACTION_IN_POLICY"},
    .summary = "an action of another service in a resource policy",
    .doc =
        R"(A resource policy is asked by the service of its resource only. An action of another service is refused, or never matched.
)",
    .check = check,
};

}  // namespace cordon::rules
