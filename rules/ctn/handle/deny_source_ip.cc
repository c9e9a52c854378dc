#include <fmt/format.h>

#include <array>

#include "rules/containment/intruder.h"
#include "rules/rule.h"

namespace cordon::rules {
namespace {

constexpr std::array kKeys{"aws:SourceIp", "aws:VpcSourceIp"};

void look(const Subject& subject, const Containment& step, std::string_view key, Found& found) {
  for (const ConditionUse& test : tests_of(*step.statement, key)) {
    if (!test.positive() || test.entry.values.empty()) continue;
    if (!found.may_try(subject)) return;
    const Intruder intruder(subject, step.index);
    for (Request request : intruder.stopped()) {
      drop(request, key);
      if (!intruder.gets_through(request)) continue;
      found.add(subject, test.entry.key.node.span(),
                fmt::format("the Deny holds for `{}`: {} from any other address, or through a VPC "
                            "endpoint, gets through",
                            test.entry.values.front().value, describe(request)),
                "deny the credential, not the address that it was last used from");
      break;
    }
  }
}

void check(const Subject& subject, Found& found) {
  if (!subject.compiled) return;
  for (const Containment& step : containments(subject, Handle::kNetwork)) {
    for (const std::string_view key : kKeys) look(subject, step, key, found);
  }
}

}  // namespace

extern const Rule kDenySourceIp{
    .id = "CTN026",
    .name = "deny-source-ip",
    .level = Level::kSecurity,
    .summary = "Deny keyed on the attacker's address",
    .doc =
        R"(An address is changed within seconds, and `aws:SourceIp` is absent from requests that come through a
VPC endpoint: from an instance that the intruder has started, for one. A block list of addresses slows
nobody down who holds a key. As an exception (`NotIpAddress` with your own networks) addresses serve
better.
)",
    .check = check,
};

}  // namespace cordon::rules
