#include <fmt/format.h>

#include <optional>
#include <string>
#include <vector>

#include "rules/containment/intruder.h"
#include "rules/rule.h"

namespace cordon::rules {
namespace {

constexpr std::string_view kRegionKey = "aws:RequestedRegion";

// Regions to try: what a negated test spares, and some that a positive one does not list. Global
// services answer in us-east-1.
std::vector<std::string> regions_for(const ConditionUse& test) {
  if (test.negated()) return {example_value(test)};
  return {"us-east-1", "eu-west-1", "ap-south-1", "sa-east-1"};
}

std::optional<Request> elsewhere(const Intruder& intruder, const ConditionUse& test) {
  for (Request request : intruder.stopped()) {
    for (const std::string& region : regions_for(test)) {
      put(request, kRegionKey, region);
      if (intruder.gets_through(request)) return request;
    }
  }
  return std::nullopt;
}

void check(const Subject& subject, Found& found) {
  if (!subject.compiled) return;
  for (const Containment& step : containments(subject)) {
    for (const ConditionUse& test : tests_of(*step.statement, kRegionKey)) {
      if (test.op.base == nullptr || test.is(ValueType::kNull) || test.entry.values.empty()) {
        continue;
      }
      if (!found.may_try(subject)) return;
      const Intruder intruder(subject, step.index);
      const auto through = elsewhere(intruder, test);
      if (!through) continue;
      found.add(subject, test.entry.key.node.span(),
                fmt::format("the Deny holds for some regions: {} in `{}` gets through",
                            describe(*through),
                            through->attribute(ContextKey(kRegionKey)).values.front()),
                "drop the condition: sessions and keys are good in every region");
    }
  }
}

}  // namespace

extern const Rule kDenyRegionScoped{
    .id = "CTN025",
    .name = "deny-region-scoped",
    .level = Level::kSecurity,
    .summary = "containment Deny for some regions",
    .doc =
        R"(Credentials of AWS are good in all regions. A Deny that hangs on `aws:RequestedRegion` leaves the other
regions, and global services such as IAM, STS's global endpoint, CloudFront and Route 53, whose requests
say us-east-1.
)",
    .check = check,
};

}  // namespace cordon::rules
