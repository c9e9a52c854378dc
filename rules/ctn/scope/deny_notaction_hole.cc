#include <fmt/format.h>

#include <array>
#include <optional>
#include <span>
#include <vector>

#include "engine/action_index.h"
#include "engine/catalogue/action_groups.h"
#include "rules/containment/intruder.h"
#include "rules/rule.h"

namespace cordon::rules {
namespace {

// What is tried first: the usual ways on, so that the finding names them.
constexpr std::array<std::string_view, 6> kUsual{
    "iam:CreateAccessKey", "sts:AssumeRole",         "iam:PutUserPolicy",
    "iam:PassRole",        "sts:GetFederationToken", "organizations:DetachPolicy"};

// Not sts:GetSessionToken: it needs no permission, no policy opens or closes it.
const std::array<std::span<const std::string_view>, 3>& dangerous() {
  static const std::array<std::span<const std::string_view>, 3> kActions{
      kUsual, catalogue::actions_in(catalogue::ActionGroup::kMintsKeys),
      catalogue::actions_in(catalogue::ActionGroup::kEditsPolicies)};
  return kActions;
}

// The first dangerous action that the entry takes out of the Deny and that gets through: on the
// usual resource, or else on any.
std::optional<Request> hole(const Intruder& intruder, std::span<const Request> stopped,
                            std::string_view entry, Found& found) {
  std::vector<std::string_view> left_out;
  for (const auto actions : dangerous()) {
    for (const std::string_view action : actions) {
      if (!action_matches(entry, action)) continue;
      if (auto request = intruder.escape(stopped, intruder.usual(action))) return request;
      left_out.push_back(action);
    }
  }
  for (const std::string_view action : left_out) {
    const auto calls = intruder.calls_of(action);
    if (!calls) continue;
    if (auto request = intruder.any_escape(stopped, *calls, found)) return request;
  }
  return std::nullopt;
}

void look(const Subject& subject, const Containment& step, Found& found) {
  const Statement& statement = *step.statement;
  if (!statement.action || !statement.action->negated) return;
  if (!found.may_try(subject)) return;
  const Intruder intruder(subject, step.index);
  const std::vector<Request> stopped = intruder.stopped();
  if (stopped.empty()) return;
  for (const PolicyText& entry : statement.action->entries) {
    const auto through = hole(intruder, stopped, entry.value, found);
    if (!through) continue;
    found.add(subject, entry.node.span(),
              fmt::format("`{}` is left out of the Deny: {} gets through", entry.value,
                          describe(*through, intruder.usual(through->action()).resource)),
              "leave out single actions that hand out nothing, or deny `*`");
  }
}

void check(const Subject& subject, Found& found) {
  if (!subject.compiled) return;
  for (const Containment& step : containments(subject)) look(subject, step, found);
}

}  // namespace

extern const Rule kDenyNotactionHole{
    .id = "CTN020",
    .name = "deny-notaction-hole",
    .level = Level::kSecurity,
    .fix = FixKind::kHint,
    .summary = "Deny with NotAction leaves minting, escalation or policy editing open",
    .doc =
        R"(`NotAction` in a Deny lists what stays allowed. As an exception for the people who clean up, it is open
to the intruder, too: whoever can still make keys or sessions, pass a role or change a policy gets out
of the Deny by it. Except for `sts:GetSessionToken`, which no policy controls.
)",
    .check = check,
};

}  // namespace cordon::rules
