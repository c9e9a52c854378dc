#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "rules/conditions/guards.h"
#include "rules/containment/intruder.h"
#include "rules/rule.h"

namespace cordon::rules {
namespace {

// Keys that are handles themselves, or that have a rule of their own.
constexpr std::array<std::string_view, 21> kOthersBusiness{kIssueTimeKey,
                                                           "aws:CurrentTime",
                                                           "aws:EpochTime",
                                                           "aws:PrincipalArn",
                                                           "aws:userid",
                                                           "aws:username",
                                                           "identitystore:UserId",
                                                           "aws:PrincipalTag/",
                                                           "aws:SourceIdentity",
                                                           "aws:SourceIp",
                                                           "aws:VpcSourceIp",
                                                           "aws:SourceVpc",
                                                           "aws:SourceVpce",
                                                           "aws:RequestedRegion",
                                                           "aws:MultiFactorAuthPresent",
                                                           "aws:MultiFactorAuthAge",
                                                           "aws:ViaAWSService",
                                                           "aws:CalledVia",
                                                           "aws:PrincipalIsAWSService",
                                                           "aws:PrincipalAccount",
                                                           "aws:ResourceTag/"};

bool is_extra(const ConditionUse& test) {
  if (!asks_for_value(test)) return false;
  return std::ranges::none_of(
      kOthersBusiness, [&](std::string_view key) { return is_key(test.entry.key.value, key); });
}

// The same call with another value, where lacking the key is no way out.
std::optional<Request> with_another_value(const Intruder& intruder, const ContextKey& key,
                                          Found& found) {
  for (const Request& request : intruder.stopped()) {
    const Calls same{.actions = {std::string(request.action())},
                     .other_than = {},
                     .resources = {request.resource()}};
    if (auto through = intruder.any_escape({&request, 1}, same, found, &key)) return through;
  }
  return std::nullopt;
}

std::optional<Request> without_key(const Intruder& intruder, std::string_view key) {
  for (Request& request : intruder.stopped()) {
    drop(request, key);
    if (intruder.gets_through(request)) return std::move(request);
  }
  return std::nullopt;
}

void look(const Subject& subject, const Containment& step, Found& found) {
  for (const ConditionEntry& entry : step.statement->conditions) {
    if (!is_extra(use_of(*step.statement, entry))) continue;
    if (!found.may_try(subject)) return;
    const Intruder intruder(subject, step.index);
    const ContextKey key(entry.key.value);
    auto through = without_key(intruder, entry.key.value);
    const std::string_view how = through ? "without it" : "with another value";
    if (!through) through = with_another_value(intruder, key, found);
    if (!through) continue;
    found.add(subject, entry.key.node.span(),
              fmt::format("the Deny also asks for `{}`: {} gets through {}", entry.key.value,
                          describe(*through), how),
              "drop the condition, or give it a statement of its own");
  }
}

void check(const Subject& subject, Found& found) {
  if (!subject.compiled) return;
  for (const Containment& step : containments(subject)) look(subject, step, found);
}

}  // namespace

extern const Rule kDenyExtraCondition{
    .id = "CTN023",
    .name = "deny-extra-condition",
    .level = Level::kSecurity,
    .summary = "second key in the block: the Deny bites only if both match",
    .doc =
        R"(All keys of a Condition have to match at once. Each further key that the request is to carry makes a
Deny narrower: an intruder whose requests lack it, or say something else, is not denied. User agents
and referers are free to choose.
)",
    .check = check,
};

}  // namespace cordon::rules
