#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "engine/catalogue/resource_policies.h"
#include "rules/resources/resources.h"
#include "rules/rule.h"

namespace cordon::rules {
namespace {

bool can_stand(const WrittenArn& arn, const catalogue::PolicyTarget& target) {
  if (!arn.is_plain(ArnField::kService)) return true;
  const std::vector<const ArnFormat*> formats = fitting_formats(arn);
  if (formats.empty()) return formats_of(arn[ArnField::kService]).empty();
  return std::ranges::any_of(formats, [&](const ArnFormat* format) {
    return catalogue::can_name(target, format->type.service, format->type.name);
  });
}

void check(const Subject& subject, Found& found) {
  const auto* target = catalogue::find_policy_target(subject.found.resource_type);
  if (!subject.is(PolicyType::kResource) || target == nullptr) return;
  each_arn(subject, [&](const WrittenArn& arn) {
    if (can_stand(arn, *target)) return;
    found.add(subject, arn.entry().node.span(),
              fmt::format("{} can't stand in the policy of a resource of type `{}`",
                          backticked(arn.entry().value), target->type),
              "name the resource that the policy hangs on");
  });
}

}  // namespace

extern const Rule kResourceTypeNotInPolicy{
    .id = "SEM021",
    .name = "resource-type-not-in-policy",
    .level = Level::kError,
    .aws_codes = {"UNSUPPORTED_RESOURCE_ARN_IN_POLICY"},
    .summary = "an ARN that does not belong in the policy of this resource",
    .doc =
        R"(A resource policy speaks of the resource that it hangs on. An ARN of another type or service is refused, or never matched.
)",
    .check = check,
};

}  // namespace cordon::rules
