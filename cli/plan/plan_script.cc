#include <fmt/format.h>

#include "cli/plan/aws_command.h"
#include "cli/plan/formats.h"
#include "cli/quote.h"

namespace cordon {

namespace {

// A step that fails, because somebody took it already, keeps no other from being taken.
constexpr std::string_view kGuards = R"sh(failed=0
account=$(aws sts get-caller-identity --query Account --output text)

# Steps of other accounts are left out: run this once with credentials of each account.
in_account() {
  test "$1" = "$account" && return
  echo "left out: a step in account $1, these are credentials of account $account" >&2
  failed=1
  return 1
}
)sh";

constexpr std::int64_t kLateSeconds = 900;

std::string guards(const incident::Plan& plan) {
  return fmt::format(
      R"sh(if test "$(date +%s)" -gt {} && test "${{PLAN_IS_LATE:-}}" != accepted; then
  echo "this plan was made for {}: make it again with --at" >&2
  exit 1
fi
{})sh",
      plan.at.ms / 1'000 + kLateSeconds, to_string(plan.at), kGuards);
}

}  // namespace

std::string plan_script(const MadePlan& made, const Painter& /*paint*/) {
  const incident::Plan& plan = made.plan;
  std::string text = "#!/bin/sh\n";
  switch (plan.outcome) {
    case incident::PlanOutcome::kNothingToDo:
      return text + "# The incident is contained without a step.\n";
    case incident::PlanOutcome::kContains:
      text += fmt::format(
          "# Proved to contain the incident, if taken at {0}. Later, sessions that were\n"
          "# opened after {0} would go on: make the plan again with --at.\n",
          to_string(plan.at));
      break;
    case incident::PlanOutcome::kFails:
      text += "# NOT proved to contain the incident: cordon plan says what stays open.\n";
      break;
  }
  text += guards(plan);
  const auto commands = aws_commands(plan);
  for (std::size_t i = 0; i < commands.size(); ++i) {
    const incident::PlanStep& step = plan.steps[i];
    // Calls of AWS Organizations are made in the management account, whatever account they are
    // about.
    const bool any_account =
        step.event->account.empty() || step.event->call.starts_with("organizations:");
    const std::string account = any_account ? "" : step.event->account;
    text += fmt::format("\n# {}. {}", i + 1, to_string(step.event->at));
    if (!any_account) text += printable(fmt::format(", in account {}", account));
    if (!step.made_by.empty()) text += printable(fmt::format(", by {}", step.made_by));
    text += any_account ? "\n" : fmt::format("\nif in_account {}; then\n", shell_quoted(account));
    text += command_text(commands[i], any_account ? "" : "  ", " || failed=1");
    if (!any_account) text += "fi\n";
  }
  text += "\nexit $failed\n";
  return text;
}

}  // namespace cordon
