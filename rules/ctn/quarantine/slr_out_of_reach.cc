#include <fmt/format.h>

#include <string_view>

#include "rules/containment/containment.h"
#include "rules/principals/meant_principals.h"
#include "rules/rule.h"

namespace cordon::rules {
namespace {

constexpr std::string_view kPath = "role/aws-service-role/";

std::string_view why_not(PolicyType type) {
  if (type == PolicyType::kScp) return "service control policies do not apply to it";
  if (type == PolicyType::kRcp) return "resource control policies do not apply to it";
  return "its policies are AWS's, nothing can be attached to it";
}

bool reaches(PolicyType type) {
  return type == PolicyType::kResource || type == PolicyType::kTrust ||
         type == PolicyType::kEndpoint;
}

void check(const Subject& subject, Found& found) {
  if (reaches(subject.type)) return;
  for (const Containment& step : containments(subject)) {
    for (const ConditionUse& test : tests_of(*step.statement, "aws:PrincipalArn")) {
      if (!test.positive()) continue;
      for (const PolicyText& value : test.entry.values) {
        if (!names(value.value, kPath)) continue;
        found.add(
            subject, value.node.span(),
            fmt::format("`{}` is a service-linked role: {}", value.value, why_not(subject.type)),
            "stop the service that uses it, or delete the role through that service");
      }
    }
  }
}

}  // namespace

extern const Rule kSlrOutOfReach{
    .id = "CTN049",
    .name = "slr-out-of-reach",
    .level = Level::kInfo,
    .summary = "service-linked role cannot be revoked this way",
    .doc =
        R"(Service-linked roles belong to a service: IAM lets nobody attach a policy or a boundary to them or revoke
their sessions, and service and resource control policies do not apply to them. What such a role does is
ended in the service that uses it.
)",
    .check = check,
};

}  // namespace cordon::rules
