#include <fmt/format.h>

#include <string>

#include "grammar/text.h"
#include "rules/fix/edits.h"
#include "rules/resources/resources.h"
#include "rules/rule.h"

namespace cordon::rules {
namespace {

void check(const Subject& subject, Found& found) {
  each_arn(subject, [&](const WrittenArn& arn) {
    const std::string_view service = arn[ArnField::kService];
    if (arn.pattern(ArnField::kService).tokens().size() != service.size()) return;
    const std::string lower = ascii_lower(service);
    if (lower == service) return;
    Finding& finding = found.add(
        subject, arn.entry().node.span(),
        fmt::format("service {} is not in lower case, as in every ARN", backticked(service)),
        fmt::format("write `{}`", lower));
    finding.fix = unsafe_fix(fmt::format("write `{}`", lower),
                             replace_part(arn.entry().node, arn.begin(ArnField::kService),
                                          arn.end(ArnField::kService), lower));
  });
}

}  // namespace

extern const Rule kArnServiceCase{
    .id = "SEM008",
    .name = "arn-service-case",
    .level = Level::kError,
    .fix = FixKind::kSafe,
    .aws_codes = {"INVALID_ARN_SERVICE_CASE"},
    .parliament = "INVALID_ARN",
    .summary = "upper case in the service of an ARN",
    .doc =
        R"(ARNs are compared with their case, and service prefixes are in lower case: the entry covers nothing.
)",
    .check = check,
};

}  // namespace cordon::rules
