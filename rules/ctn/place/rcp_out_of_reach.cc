#include <fmt/format.h>

#include <string_view>

#include "engine/catalogue/catalogue.h"
#include "rules/actions/actions.h"
#include "rules/containment/containment.h"
#include "rules/rule.h"

namespace cordon::rules {
namespace {

// Services that are known, and known not to be reached; a service that is not listed may be newer.
bool is_out_of_reach(std::string_view entry) {
  const auto parts = action_parts(entry);
  if (!parts || has_wildcard(parts->service)) return false;
  const auto service = catalogue::find_service(parts->service);
  return service && !service->rcp;
}

void check(const Subject& subject, Found& found) {
  if (!subject.is(PolicyType::kRcp)) return;
  for (const Containment& step : containments(subject)) {
    for (const PolicyText& entry : listed_actions(*step.statement)) {
      if (!is_out_of_reach(entry.value)) continue;
      found.add(
          subject, entry.node.span(),
          fmt::format("resource control policies do not reach this service, as of {}: `{}` is "
                      "not denied",
                      catalogue::data_date(), entry.value),
          "deny it to the principal, by an identity policy or a service control policy");
    }
  }
}

}  // namespace

extern const Rule kRcpOutOfReach{
    .id = "CTN051",
    .name = "rcp-out-of-reach",
    .level = Level::kWarning,
    .profile = Profile::kAudit,
    .summary = "RCP Deny against somebody, for a service that RCPs do not reach",
    .doc =
        R"(Resource control policies apply to the resources of a list of services, which AWS extends from time to
time; requests to other services are not looked at. They do not apply to service-linked roles either, nor
to resources of the management account.
)",
    .check = check,
};

}  // namespace cordon::rules
