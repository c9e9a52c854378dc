#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string>
#include <vector>

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
  return fmt::format("arn:{}:iam::{}:{}", arn ? arn->partition : "aws", arn ? arn->account : "",
                     role);
}

bool is_role_session(const Request& request) {
  return request.caller().kind == CallerKind::kRoleSession;
}

void look(const Subject& subject, const Containment& step, const ConditionUse& test, Found& found) {
  if (!found.may_try(subject)) return;
  const Intruder intruder(subject, step.index);
  const PolicyText& exempt = test.entry.values.front();
  const std::vector<Request> stopped = intruder.stopped();
  const auto session = std::ranges::find_if(stopped, is_role_session);
  if (session == stopped.end()) return;  // users alone: no role is exempt from what is for them
  for (const std::string_view look_alike : kLookAlikes) {
    const std::string role = in_account_of(exempt.value, look_alike);
    const Request request = intruder.as_role(*session, role);
    if (!intruder.gets_through(request)) continue;
    found.add(
        subject, exempt.node.span(),
        fmt::format("the exemption takes in `{}`, which is no service's role for sure: {} gets "
                    "through as it",
                    role, describe(request)),
        "exempt `role/aws-service-role/*`, or single roles");
    return;
  }
}

void check(const Subject& subject, Found& found) {
  if (!subject.compiled) return;
  for (const Containment& step : containments(subject)) {
    for (const ConditionUse& test : tests_of(*step.statement, "aws:PrincipalArn")) {
      if (test.negated() && !test.entry.values.empty()) look(subject, step, test, found);
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
