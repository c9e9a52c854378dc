#include <fmt/format.h>

#include <array>
#include <string>

#include "rules/containment/intruder.h"
#include "rules/rule.h"

namespace cordon::rules {
namespace {

constexpr std::array<std::string_view, 4> kKeys{"aws:ViaAWSService", "aws:CalledVia",
                                                "aws:CalledViaFirst", "aws:CalledViaLast"};

// The request as a service would pass it on.
void go_through_service(Request& request, std::string_view key, const ConditionUse& test) {
  if (key == "aws:ViaAWSService") {
    put(request, key, "true");
    return;
  }
  const bool list = key == "aws:CalledVia";
  const std::string service =
      test.negated() ? example_value(test) : std::string("cloudformation.amazonaws.com");
  request.context.set({.key = ContextKey(key),
                       .state = ContextEntry::State::kValues,
                       .multivalued = list,
                       .values = {service}});
}

void look(const Subject& subject, const Containment& step, std::string_view key, Found& found) {
  for (const ConditionUse& test : tests_of(*step.statement, key)) {
    if (test.op.base == nullptr || test.entry.values.empty()) continue;
    if (!found.may_try(subject)) return;
    const Intruder intruder(subject, step.index);
    for (Request request : intruder.stopped()) {
      go_through_service(request, key, test);
      if (!intruder.gets_through(request)) continue;
      found.add(subject, test.entry.key.node.span(),
                fmt::format("calls that a service makes for the caller are spared: {} gets through "
                            "that way",
                            describe(request)),
                "drop the exemption: an intruder can call Athena or CloudFormation, too");
      break;
    }
  }
}

void check(const Subject& subject, Found& found) {
  if (!subject.compiled) return;
  for (const Containment& step : containments(subject)) {
    for (const std::string_view key : kKeys) look(subject, step, key, found);
  }
}

}  // namespace

extern const Rule kDenyViaserviceHole{
    .id = "CTN037",
    .name = "deny-viaservice-hole",
    .level = Level::kWarning,
    .summary = "exemption for calls through a service that an intruder can use",
    .doc =
        R"(Services such as Athena, CloudFormation and Glue make calls with the rights of whoever called them, and
mark these with `aws:ViaAWSService` and `aws:CalledVia`. A Deny that spares such calls spares an intruder
who makes the detour.
)",
    .check = check,
};

}  // namespace cordon::rules
