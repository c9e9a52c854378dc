#include <fmt/format.h>

#include <array>
#include <string>

#include "grammar/arn.h"
#include "rules/containment/intruder.h"
#include "rules/rule.h"

namespace cordon::rules {
namespace {

// Roles that anybody who may create roles can have, and that look like a service's.
constexpr std::array<std::string_view, 3> kLookAlikes{"role/service-role/AWSServiceRoleForSupport",
                                                      "role/AWSServiceRoleForSupport",
                                                      "role/service-intruder"};

std::string in_account_of(std::string_view exempt, std::string_view role) {
  const std::string example = example_arn(exempt);
  const auto arn = split_arn(example);
  return fmt::format("arn:aws:iam::{}:{}", arn ? arn->account : "", role);
}

void look(const Subject& subject, const Containment& step, const KeyTest& test, Found& found) {
  const Intruder intruder(subject, step.index);
  for (Request request : intruder.stopped()) {
    for (const std::string_view look_alike : kLookAlikes) {
      const std::string role = in_account_of(test.entry->values.front().value, look_alike);
      put(request, "aws:PrincipalArn", role);
      if (!intruder.gets_through(request)) continue;
      found.add(
          subject, test.entry->values.front().node.span(),
          fmt::format("the exemption takes in `{}`, which is no service's role for sure: {} gets "
                      "through as it",
                      role, describe(request)),
          "exempt `role/aws-service-role/*`, or single roles");
      return;
    }
  }
}

void check(const Subject& subject, Found& found) {
  if (!subject.compiled) return;
  for (const Containment& step : containments(subject)) {
    for (const KeyTest& test : tests_of(*step.statement, "aws:PrincipalArn")) {
      if (test.negated() && !test.entry->values.empty()) look(subject, step, test, found);
    }
  }
}

}  // namespace

extern const Rule kDenyServicePrincipalExempt{
    .id = "CTN038",
    .name = "deny-service-principal-exempt",
    .level = Level::kWarning,
    .summary = "exemption of service roles that is wider than the services it was for",
    .doc =
        R"(Only roles under `role/aws-service-role/` belong to a service alone; nobody else can make one there. A path
such as `service-role/` and a name such as `AWSServiceRoleFor…` are free to choose: whoever may create or
assume a role of that kind is under the exemption.
)",
    .check = check,
};

}  // namespace cordon::rules
