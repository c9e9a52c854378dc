#include <fmt/format.h>

#include <array>
#include <optional>
#include <span>
#include <string>

#include "rules/actions/actions.h"
#include "rules/containment/intruder.h"
#include "rules/rule.h"

namespace cordon::rules {
namespace {

constexpr std::array kProbes{"s3:GetObject", "secretsmanager:GetSecretValue", "ec2:RunInstances",
                             "dynamodb:GetItem", "sts:AssumeRole"};

// Those take no resource, and everybody knows them.
constexpr std::array kOnStar{"s3:ListAllMyBuckets", "iam:ListUsers", "ec2:DescribeInstances"};
// Of all that take none.
constexpr std::size_t kMostTried = 512;

// The actions that the statement speaks of, on whatever.
Calls same_actions(const Statement& statement) {
  Calls calls;
  auto& entries = statement.action->negated ? calls.other_than : calls.actions;
  for (const PolicyText& entry : statement.action->entries) entries.emplace_back(entry.value);
  return calls;
}

// Actions that take no resource are called on `*`.
std::optional<Request> without_resource(const Intruder& intruder, std::span<const Request> stopped,
                                        const Statement& statement) {
  for (const std::string_view action : kOnStar) {
    if (!coverage(statement, action)) continue;
    if (auto request = intruder.escape(stopped, {std::string(action), "*"})) return request;
  }
  std::size_t tried = 0;
  for (const PolicyText& entry : listed_actions(statement)) {
    for (const catalogue::Action action : catalogue::actions_matching(entry.value)) {
      if (!action.resources.empty()) continue;
      if (++tried > kMostTried) return std::nullopt;
      if (auto request = intruder.escape(stopped, {std::string(action.full_name), "*"})) {
        return request;
      }
    }
  }
  return std::nullopt;
}

std::optional<Request> elsewhere(const Intruder& intruder, const Statement& statement,
                                 Found& found) {
  const std::vector<Request> stopped = intruder.stopped();
  for (const std::string_view action : kProbes) {
    if (!coverage(statement, action)) continue;
    if (auto request = intruder.escape(stopped, intruder.usual(action))) return request;
  }
  if (auto request = intruder.escape(stopped, intruder.usual(intruder.call().action))) {
    return request;
  }
  if (auto request = without_resource(intruder, stopped, statement)) return request;
  return intruder.any_escape(stopped, same_actions(statement), found);
}

void check(const Subject& subject, Found& found) {
  if (!subject.compiled || hangs_on_a_resource(subject.type)) return;
  for (const Containment& step : containments(subject)) {
    const auto& listed = listed_resources(*step.statement);
    if (listed.empty() || lists_everything(step.statement->resource)) continue;
    if (!found.may_try(subject)) return;
    const auto through = elsewhere(Intruder(subject, step.index), *step.statement, found);
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
