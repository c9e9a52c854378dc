#include <fmt/format.h>

#include "cli/plan/aws_command.h"
#include "cli/plan/formats.h"
#include "cli/quote.h"

namespace cordon {

std::string plan_script(const MadePlan& made, const Painter& /*paint*/) {
  const incident::Plan& plan = made.plan;
  std::string text = "#!/bin/sh\n";
  switch (plan.outcome) {
    case incident::PlanOutcome::kNothingToDo:
      return text + "# The incident is contained without a step.\n";
    case incident::PlanOutcome::kContains:
      text +=
          fmt::format("# Proved to contain the incident, if taken at {}.\n", to_string(plan.at));
      break;
    case incident::PlanOutcome::kFails:
      text += "# NOT proved to contain the incident: cordon plan says what stays open.\n";
      break;
  }
  text += "set -eu\n";
  const auto commands = aws_commands(plan);
  for (std::size_t i = 0; i < commands.size(); ++i) {
    const incident::PlanStep& step = plan.steps[i];
    const std::string& account = step.event->account;
    text += fmt::format("\n# {}. {}", i + 1, to_string(step.event->at));
    if (!account.empty()) text += printable(fmt::format(", in account {}", account));
    if (!step.made_by.empty()) text += printable(fmt::format(", by {}", step.made_by));
    text += "\n" + command_text(commands[i], "");
  }
  return text;
}

}  // namespace cordon
