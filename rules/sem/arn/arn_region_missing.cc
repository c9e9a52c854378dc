#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "rules/resources/resources.h"
#include "rules/rule.h"

namespace cordon::rules {
namespace {

bool has_region(const ArnFormat* format) { return !(*format)[ArnField::kRegion].empty(); }

void check(const Subject& subject, Found& found) {
  each_arn(subject, [&](const WrittenArn& arn) {
    if (!arn[ArnField::kRegion].empty() || arn[ArnField::kAccount].empty()) return;
    const std::vector<const ArnFormat*> formats = fitting_formats(arn);
    if (formats.empty() || !std::ranges::all_of(formats, has_region)) return;
    found.add(subject, arn.entry().node.span(),
              fmt::format("{} lacks the region that the ARN of a {} has",
                          backticked(arn.entry().value), backticked(formats.front()->type.name)),
              "write the region, or `*`");
  });
}

}  // namespace

extern const Rule kArnRegionMissing{
    .id = "SEM013",
    .name = "arn-region-missing",
    .level = Level::kError,
    .aws_codes = {"MISSING_ARN_REGION"},
    .parliament = "INVALID_ARN",
    .summary = "no region in an ARN that has one",
    .doc =
        R"(Every resource that the entry can mean has a region in its ARN, and here the field is empty: the entry covers nothing.
If the account is missing, too, that is reported alone.
)",
    .check = check,
};

}  // namespace cordon::rules
