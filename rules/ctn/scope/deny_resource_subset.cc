#include <fmt/format.h>

#include <array>
#include <optional>

#include "rules/actions/actions.h"
#include "rules/containment/intruder.h"
#include "rules/rule.h"

namespace cordon::rules {
namespace {

constexpr std::array kProbes{"s3:GetObject", "secretsmanager:GetSecretValue", "ec2:RunInstances",
                             "dynamodb:GetItem", "sts:AssumeRole"};

std::optional<Request> elsewhere(const Intruder& intruder, const Statement& statement) {
  const std::vector<Request> stopped = intruder.stopped();
  for (const std::string_view action : kProbes) {
    if (!coverage(statement, action)) continue;
    if (auto request = intruder.escape(stopped, intruder.usual(action))) return request;
  }
  return intruder.escape(stopped, intruder.usual(intruder.call().action));
}

void check(const Subject& subject, Found& found) {
  if (!subject.compiled || hangs_on_a_resource(subject.type)) return;
  for (const Containment& step : containments(subject)) {
    const auto& listed = listed_resources(*step.statement);
    if (listed.empty() || lists_everything(step.statement->resource)) continue;
    if (!found.may_try(subject)) return;
    const auto through = elsewhere(Intruder(subject, step.index), *step.statement);
    if (!through) continue;
    found.add(subject, step.statement->resource->span,
              fmt::format("the Deny is about `{}`{} only: {} on `{}` gets through",
                          listed.front().value, listed.size() > 1 ? " and others" : "",
                          describe(*through), through->resource()),
              "deny on `*`");
  }
}

}  // namespace

extern const Rule kDenyResourceSubset{
    .id = "CTN021",
    .name = "deny-resource-subset",
    .level = Level::kSecurity,
    .summary = "revocation on some resources only",
    .doc =
        R"(A revocation that names resources stops the intruder there and nowhere else. Actions that take no
resource, such as `s3:ListAllMyBuckets`, are matched by `*` alone. And a bucket's ARN does not cover
its objects.
)",
    .check = check,
};

}  // namespace cordon::rules
