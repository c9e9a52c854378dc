#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <vector>

#include "engine/catalogue/regions.h"
#include "grammar/text.h"
#include "rules/resources/resources.h"
#include "rules/rule.h"

namespace cordon::rules {
namespace {

std::string did_you_mean(std::string_view text) {
  std::vector<std::string_view> names;
  for (const catalogue::Partition& each : catalogue::partitions()) names.push_back(each.name);
  const auto near = nearest(text, names);
  return near ? fmt::format("did you mean `{}`?", *near) : "";
}

bool exists(const Pattern& pattern) {
  return std::ranges::any_of(catalogue::partitions(), [&](const catalogue::Partition& partition) {
    return pattern.matches(partition.name);
  });
}

void check(const Subject& subject, Found& found) {
  each_arn(subject, [&](const WrittenArn& arn) {
    if (exists(arn.pattern(ArnField::kPartition))) return;
    const std::string_view partition = arn[ArnField::kPartition];
    found.add(subject, arn.entry().node.span(),
              fmt::format("AWS has no partition {}", backticked(partition)),
              did_you_mean(partition));
  });
}

}  // namespace

extern const Rule kArnPartition{
    .id = "SEM015",
    .name = "arn-partition",
    .level = Level::kError,
    .fix = FixKind::kHint,
    .aws_codes = {"INVALID_PARTITION"},
    .parliament = "INVALID_ARN",
    .summary = "no such partition",
    .doc =
        R"(The partitions of AWS are `aws`, `aws-cn`, `aws-us-gov` and some that are closed off. An ARN with another one names nothing.
)",
    .check = check,
};

}  // namespace cordon::rules
