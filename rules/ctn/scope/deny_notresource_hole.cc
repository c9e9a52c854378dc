#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>
#include <span>

#include "grammar/arn.h"
#include "grammar/pattern.h"
#include "rules/actions/actions.h"
#include "rules/containment/intruder.h"
#include "rules/resources/targets.h"
#include "rules/rule.h"

namespace cordon::rules {
namespace {

// What one document is asked at most.
constexpr std::size_t kMaxEntries = 32;

bool changes_something(const catalogue::Action& action) {
  return action.level == catalogue::AccessLevel::kWrite ||
         action.level == catalogue::AccessLevel::kPermissionsManagement;
}

// What an intruder would do first to a resource of its service.
constexpr std::array<std::string_view, 7> kUsual{
    "s3:PutObject",     "iam:UpdateAssumeRolePolicy",    "lambda:UpdateFunctionCode",
    "dynamodb:PutItem", "secretsmanager:PutSecretValue", "kms:PutKeyPolicy",
    "sqs:SendMessage"};

// What changes resources of a service, of the actions that the statement speaks of.
Calls changes_to(const Statement& statement, std::string_view service, std::string_view entry) {
  Calls calls{.actions = {}, .other_than = {}, .resources = {std::string(entry)}};
  for (const catalogue::Action action : catalogue::actions_of(service)) {
    if (!changes_something(action) || !coverage(statement, action.full_name)) continue;
    calls.actions.emplace_back(action.full_name);
  }
  return calls;
}

// A call that changes the resource and gets through.
std::optional<Request> hole(const Intruder& intruder, std::span<const Request> stopped,
                            const Statement& statement, std::string_view entry, Found& found) {
  const std::string resource = example_arn(entry);
  const auto arn = split_arn(resource);
  if (!arn || stopped.empty()) return std::nullopt;
  const auto call = [&](const catalogue::Action& action) -> std::optional<Request> {
    if (!changes_something(action) || !works_on(action, resource)) return std::nullopt;
    if (!coverage(statement, action.full_name)) return std::nullopt;
    return intruder.escape(stopped, {std::string(action.full_name), resource});
  };
  for (const std::string_view name : kUsual) {
    const auto action = catalogue::find_action(name);
    if (!action || action->service != arn->service) continue;
    if (auto request = call(*action)) return request;
  }
  for (const catalogue::Action action : catalogue::actions_of(arn->service)) {
    if (auto request = call(action)) return request;
  }
  // On another resource of the entry.
  const Calls calls = changes_to(statement, arn->service, entry);
  if (calls.actions.empty()) return std::nullopt;
  return intruder.any_escape(stopped, calls, found);
}

void look(const Subject& subject, const Containment& step, Found& found) {
  const auto& resource = step.statement->resource;
  if (!resource || !resource->negated) return;
  if (!found.may_try(subject)) return;
  const Intruder intruder(subject, step.index);
  const std::vector<Request> stopped = intruder.stopped();
  for (std::size_t i = 0; i < std::min(resource->entries.size(), kMaxEntries); ++i) {
    const PolicyText& entry = resource->entries[i];
    const auto through = hole(intruder, stopped, *step.statement, entry.value, found);
    if (!through) continue;
    found.add(subject, entry.node.span(),
              fmt::format("`{}` is left out of the Deny: {} gets through", entry.value,
                          describe(*through, example_arn(entry.value))),
              "deny on `*`, or leave out resources only for reading");
  }
}

void check(const Subject& subject, Found& found) {
  if (!subject.compiled) return;
  for (const Containment& step : containments(subject)) look(subject, step, found);
}

}  // namespace

extern const Rule kDenyNotresourceHole{
    .id = "CTN022",
    .name = "deny-notresource-hole",
    .level = Level::kSecurity,
    .summary = "Deny with NotResource leaves a writable hole",
    .doc =
        R"(`NotResource` in a Deny lists what stays reachable. What can be written there is a way out for an
intruder: data leaves through a bucket, code comes in through a function, a role's policy is changed.
)",
    .check = check,
};

}  // namespace cordon::rules
