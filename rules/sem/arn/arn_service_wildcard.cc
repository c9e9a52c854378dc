#include <fmt/format.h>

#include "rules/actions/actions.h"
#include "rules/resources/resources.h"
#include "rules/rule.h"

namespace cordon::rules {
namespace {

void check(const Subject& subject, Found& found) {
  each_arn(subject, [&](const WrittenArn& arn) {
    const std::string_view service = arn[ArnField::kService];
    if (!has_wildcard(service)) return;
    found.add(subject, arn.entry().node.span(),
              fmt::format("{} leaves the service open in {}", backticked(service),
                          backticked(arn.entry().value)),
              "write the service");
  });
}

}  // namespace

extern const Rule kArnServiceWildcard{
    .id = "SEM017",
    .name = "arn-service-wildcard",
    .level = Level::kWarning,
    .aws_codes = {"WILDCARD_IN_SERVICE_NAME"},
    .summary = "a wildcard in the service of an ARN",
    .doc =
        R"(The entry covers resources of every service whose prefix fits, also of those that AWS has not built yet.
)",
    .check = check,
};

}  // namespace cordon::rules
