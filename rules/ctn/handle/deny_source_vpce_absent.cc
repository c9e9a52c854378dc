#include <fmt/format.h>

#include <array>

#include "rules/containment/intruder.h"
#include "rules/rule.h"

namespace cordon::rules {
namespace {

constexpr std::array kKeys{"aws:SourceVpc", "aws:SourceVpce"};

void look(const Subject& subject, const Containment& step, std::string_view key, Found& found) {
  for (const ConditionUse& test : tests_of(*step.statement, key)) {
    if (!test.positive()) continue;
    if (!found.may_try(subject)) return;
    const Intruder intruder(subject, step.index);
    for (Request request : intruder.stopped()) {
      drop(request, key);
      if (!intruder.gets_through(request)) continue;
      found.add(subject, test.entry.key.node.span(),
                fmt::format("`{}` is absent from requests out of the internet: {} gets through",
                            key, describe(request)),
                "deny without it, or with a negated operator to shut out everything else");
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

extern const Rule kDenySourceVpceAbsent{
    .id = "CTN027",
    .name = "deny-source-vpce-absent",
    .level = Level::kSecurity,
    .fix = FixKind::kHint,
    .summary =
        "Deny with StringEquals on aws:SourceVpc or aws:SourceVpce: absent from the internet",
    .doc =
        R"(Only requests that come through a VPC endpoint carry `aws:SourceVpc` and `aws:SourceVpce`. An absent key
does not match `StringEquals`, so the Deny lets every request out of the internet pass, the intruder's
with it.
)",
    .check = check,
};

}  // namespace cordon::rules
