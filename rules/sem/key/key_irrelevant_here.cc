#include <fmt/format.h>

#include "engine/catalogue/resource_policies.h"
#include "rules/conditions/conditions.h"
#include "rules/rule.h"

namespace cordon::rules {
namespace {

void check(const Subject& subject, Found& found) {
  const auto* target = catalogue::find_policy_target(subject.found.resource_type);
  if (!subject.is(PolicyType::kResource) || target == nullptr) return;
  each_condition(subject, [&](const ConditionUse& use) {
    if (!catalogue::is_irrelevant(*target, use.key())) return;
    found.add(subject, use.key_span(),
              fmt::format("{} says nothing in the policy of a resource of type `{}`",
                          backticked(use.key()), target->type),
              "test it in the identity policies of those who use the resource");
  });
}

}  // namespace

extern const Rule kKeyIrrelevantHere{
    .id = "SEM028",
    .name = "key-irrelevant-here",
    .level = Level::kInfo,
    .aws_codes = {"IRRELEVANT_CONDITION_KEY_IN_POLICY"},
    .summary = "a key that says nothing in the policy of this resource",
    .doc =
        R"(Every request that this policy is asked about has the same value for the key: it describes the resource itself. In an
identity policy the key makes sense.
)",
    .check = check,
};

}  // namespace cordon::rules
