#include "rules/containment/quarantine.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>

#include "engine/catalogue/action_groups.h"
#include "grammar/text.h"
#include "rules/actions/actions.h"
#include "rules/containment/revocation_words.h"

namespace cordon::rules {
namespace {

// AWSCompromisedKeyQuarantine v1 of 2020-08-11, in lower case; V2 and V3 have them all, and more.
// Source: AWS Managed Policy Reference Guide.
constexpr std::array<std::string_view, 28> kFirstQuarantine{
    "ec2:requestspotinstances",
    "ec2:runinstances",
    "ec2:startinstances",
    "iam:attachgrouppolicy",
    "iam:attachrolepolicy",
    "iam:attachuserpolicy",
    "iam:changepassword",
    "iam:createaccesskey",
    "iam:createinstanceprofile",
    "iam:createloginprofile",
    "iam:createrole",
    "iam:createuser",
    "iam:detachuserpolicy",
    "iam:putuserpermissionsboundary",
    "iam:putuserpolicy",
    "iam:updateaccesskey",
    "iam:updateaccountpasswordpolicy",
    "iam:updateuser",
    "lambda:createfunction",
    "lightsail:create*",
    "lightsail:delete*",
    "lightsail:downloaddefaultkeypair",
    "lightsail:getinstanceaccessdetails",
    "lightsail:start*",
    "lightsail:update*",
    "organizations:createaccount",
    "organizations:createorganization",
    "organizations:inviteaccounttoorganization",
};

// So many services, and so many ways on, make a list of actions more than a guard rail.
constexpr std::size_t kServices = 3;
constexpr int kWays = 2;

std::set<std::string, std::less<>> services_of(const Statement& statement) {
  std::set<std::string, std::less<>> services;
  for (const PolicyText& entry : listed_actions(statement)) {
    if (const auto parts = action_parts(entry.value)) services.insert(ascii_lower(parts->service));
    if (services.size() >= kServices) break;
  }
  return services;
}

bool shuts_some_of(const Subject& subject, std::size_t statement,
                   std::span<const std::string_view> actions) {
  return std::ranges::any_of(actions, [&](std::string_view action) {
    return static_cast<bool>(coverage(subject, statement, action));
  });
}

// Ways to go on: other credentials, other policies, other machines.
int ways_shut(const Subject& subject, std::size_t statement) {
  using enum catalogue::ActionGroup;
  constexpr std::array<std::string_view, 3> kMachines{"ec2:RunInstances", "iam:PassRole",
                                                      "lambda:CreateFunction"};
  const auto shuts = [&](std::span<const std::string_view> actions) {
    return shuts_some_of(subject, statement, actions) ? 1 : 0;
  };
  return shuts(catalogue::actions_in(kMintsKeys)) + shuts(catalogue::actions_in(kEditsPolicies)) +
         shuts(catalogue::actions_in(kMintsSessions)) + shuts(kMachines);
}

bool holds_somebody(const Subject& subject, std::size_t index) {
  const Statement& statement = subject.statements()[index];
  if (!statement.conditions.empty() || !statement.action) return false;
  if (!lists_everything(statement.resource)) return false;
  return denies_broadly(subject, statement) || means_containment(subject, statement) ||
         (services_of(statement).size() >= kServices && ways_shut(subject, index) >= kWays);
}

}  // namespace

std::optional<std::size_t> quarantine_statement(const Subject& subject) {
  const auto& statements = subject.statements();
  if (!subject.is(PolicyType::kIdentity) || !subject.compiled) return std::nullopt;
  if (!std::ranges::all_of(statements, is_deny)) return std::nullopt;
  for (std::size_t i = 0; i < statements.size(); ++i) {
    if (holds_somebody(subject, i)) return i;
  }
  return std::nullopt;
}

bool is_aws_quarantine(const Statement& statement) {
  const auto& entries = listed_actions(statement);
  if (!is_deny(statement) || entries.size() < kFirstQuarantine.size()) return false;
  std::set<std::string, std::less<>> lower;
  for (const PolicyText& entry : entries) lower.insert(ascii_lower(entry.value));
  return std::ranges::all_of(kFirstQuarantine,
                             [&](std::string_view action) { return lower.contains(action); });
}

std::vector<std::string_view> open_actions(const Intruder& intruder,
                                           std::span<const std::string_view> actions) {
  const std::vector<Request> stopped = intruder.stopped();
  std::vector<std::string_view> open;
  std::ranges::copy_if(actions, std::back_inserter(open), [&](std::string_view action) {
    return intruder.escape(stopped, intruder.usual(action)).has_value();
  });
  return open;
}

std::vector<std::string_view> open_anywhere(const Intruder& intruder,
                                            std::span<const std::string_view> actions,
                                            Found& found) {
  std::vector<std::string_view> open = open_actions(intruder, actions);
  const std::vector<Request> stopped = intruder.stopped();
  for (const std::string_view action : actions) {
    if (std::ranges::find(open, action) != open.end()) continue;
    const auto calls = intruder.calls_of(action);
    if (calls && intruder.any_escape(stopped, *calls, found)) open.push_back(action);
  }
  return open;
}

std::string listed(std::span<const std::string_view> names, std::size_t shown) {
  std::string text;
  for (std::size_t i = 0; i < std::min(shown, names.size()); ++i) {
    const bool last = i + 1 == names.size();
    text += fmt::format("{}`{}`", i == 0 ? "" : last ? " and " : ", ", names[i]);
  }
  if (names.size() > shown) text += fmt::format(" and {} more", names.size() - shown);
  return text;
}

void report_open_calls(const Principal& principal, const CallsToShut& calls, Found& found) {
  for_each_quarantine(
      principal, found,
      [&](const Subject& subject, const Statement& statement, const Intruder& intruder) {
        const auto open = open_anywhere(intruder, calls.actions, found);
        if (open.empty()) return;
        found.add(
            subject, statement.action->span,
            fmt::format("whoever is held by this Deny can still {}: {} {} not denied",
                        calls.they_can, listed(open, calls.shown), open.size() == 1 ? "is" : "are"),
            std::string(calls.help));
      });
}

}  // namespace cordon::rules
