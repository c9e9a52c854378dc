#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <vector>

#include "engine/catalogue/catalogue.h"
#include "engine/catalogue/regions.h"
#include "grammar/text.h"
#include "rules/findings/suggestions.h"
#include "rules/resources/resources.h"
#include "rules/rule.h"

namespace cordon::rules {
namespace {

bool exists(const Pattern& pattern) {
  const auto matched = [&](std::string_view name) { return pattern.matches(name); };
  return std::ranges::any_of(catalogue::regions(), matched, &catalogue::Region::name) ||
         std::ranges::any_of(catalogue::pseudo_regions(), matched);
}

std::string did_you_mean(std::string_view text) {
  std::vector<std::string_view> names;
  for (const catalogue::Region& region : catalogue::regions()) names.push_back(region.name);
  const auto near = nearest(text, names);
  return near ? fmt::format("did you mean `{}`?", *near) : "";
}

void check(const Subject& subject, Found& found) {
  Suggestions suggestions;
  each_arn(subject, [&](const WrittenArn& arn) {
    const std::string_view region = arn[ArnField::kRegion];
    if (region.empty() || exists(arn.pattern(ArnField::kRegion))) return;
    found.add(subject, arn.entry().node.span(),
              fmt::format("no region {} is known to the data of {}", backticked(region),
                          catalogue::data_date()),
              suggestions.next() ? did_you_mean(region) : "");
  });
}

}  // namespace

extern const Rule kArnRegion{
    .id = "SEM012",
    .name = "arn-region",
    .level = Level::kError,
    .fix = FixKind::kHint,
    .aws_codes = {"INVALID_ARN_REGION"},
    .parliament = "INVALID_ARN",
    .summary = "no such region in an ARN",
    .doc =
        R"(No resource has an ARN with another region than those of AWS: the entry covers nothing. What is known here is of a
certain day, and the message says of which.
)",
    .check = check,
};

}  // namespace cordon::rules
