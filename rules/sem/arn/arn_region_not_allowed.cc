#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "rules/fix/edits.h"
#include "rules/resources/resources.h"
#include "rules/rule.h"

namespace cordon::rules {
namespace {

bool lacks_region(const ArnFormat* format) { return (*format)[ArnField::kRegion].empty(); }

void check(const Subject& subject, Found& found) {
  each_arn(subject, [&](const WrittenArn& arn) {
    const std::string_view region = arn[ArnField::kRegion];
    if (region.empty() || !arn.is_plain(ArnField::kRegion)) return;
    const std::vector<const ArnFormat*> formats = fitting_formats(arn);
    if (formats.empty() || !std::ranges::all_of(formats, lacks_region)) return;
    Finding& finding =
        found.add(subject, arn.entry().node.span(),
                  fmt::format("the ARN of a {} has no region, and here it is {}",
                              backticked(formats.front()->type.name), backticked(region)),
                  "leave the field empty");
    finding.fix = unsafe_fix("leave the region empty",
                             replace_part(arn.entry().node, arn.begin(ArnField::kRegion),
                                          arn.end(ArnField::kRegion), ""));
  });
}

}  // namespace

extern const Rule kArnRegionNotAllowed{
    .id = "SEM014",
    .name = "arn-region-not-allowed",
    .level = Level::kError,
    .fix = FixKind::kSafe,
    .aws_codes = {"ARN_REGION_NOT_ALLOWED"},
    .parliament = "INVALID_ARN",
    .summary = "a region in an ARN that has none",
    .doc =
        R"(The ARNs of IAM, of buckets and of other global things have no region. With one the entry covers nothing. `*` is taken
as meant.
)",
    .check = check,
};

}  // namespace cordon::rules
