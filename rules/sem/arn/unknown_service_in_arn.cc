#include <fmt/format.h>

#include <string>
#include <vector>

#include "engine/catalogue/action_hints.h"
#include "engine/catalogue/catalogue.h"
#include "engine/catalogue/withdrawn.h"
#include "grammar/text.h"
#include "rules/findings/suggestions.h"
#include "rules/resources/resources.h"
#include "rules/rule.h"

namespace cordon::rules {
namespace {

std::string did_you_mean(std::string_view service) {
  const std::string_view meant = catalogue::meant_service(service);
  if (!meant.empty()) return fmt::format("did you mean `{}`?", meant);
  std::vector<std::string_view> names;
  for (const catalogue::Service each : catalogue::services()) names.push_back(each.prefix);
  const auto near = nearest(service, names);
  return near ? fmt::format("did you mean `{}`?", *near) : "";
}

void report_withdrawn(const Subject& subject, const WrittenArn& arn,
                      const catalogue::WithdrawnService& service, Found& found) {
  Finding& finding = found.add(subject, arn.entry().node.span(),
                               fmt::format("{} is a service that AWS has withdrawn: {}",
                                           backticked(arn[ArnField::kService]), service.name));
  finding.level = Level::kInfo;
  finding.aws_code = {};
}

void check(const Subject& subject, Found& found) {
  Suggestions suggestions;
  each_arn(subject, [&](const WrittenArn& arn) {
    const std::string_view service = arn[ArnField::kService];
    if (!arn.is_plain(ArnField::kService) || catalogue::find_service(service)) return;
    if (catalogue::is_arn_only_service(service) || service != ascii_lower(service)) return;
    if (const auto* withdrawn = catalogue::find_withdrawn_service(service)) {
      report_withdrawn(subject, arn, *withdrawn, found);
      return;
    }
    found.add(subject, arn.entry().node.span(),
              fmt::format("no service {} is known to the data of {}", backticked(service),
                          catalogue::data_date()),
              suggestions.next() ? did_you_mean(service) : "");
  });
}

}  // namespace

extern const Rule kUnknownServiceInArn{
    .id = "SEM005",
    .name = "unknown-service-in-arn",
    .level = Level::kError,
    .fix = FixKind::kHint,
    .aws_codes = {"INVALID_SERVICE"},
    .summary = "no such service in an ARN",
    .doc =
        R"(The third field of an ARN is the prefix of a service. No resource has an ARN with another one, so the entry covers
nothing. What is known here is of a certain day, and the message says of which. A service that AWS has withdrawn is
mentioned, no more.
)",
    .check = check,
};

}  // namespace cordon::rules
