#include <nlohmann/json.hpp>

#include "cli/contain/wording.h"
#include "cli/plan/aws_command.h"
#include "cli/plan/formats.h"
#include "cli/sha256.h"
#include "engine/incident/world/json_text.h"

namespace cordon {
namespace {

using JsonOut = nlohmann::ordered_json;
using incident::LeftOpen;
using incident::Plan;
using incident::PlanStep;

JsonOut text_or_null(const std::string& text) {
  return text.empty() ? JsonOut(nullptr) : JsonOut(text);
}

JsonOut step_object(const PlanStep& step, const AwsCommand& command) {
  return {{"index", step.event->index},
          {"at", to_string(step.event->at)},
          {"call", step.event->call},
          {"account", text_or_null(step.event->account)},
          {"parameters", JsonOut::parse(incident::json_text(step.event->parameters))},
          {"disruption", to_string(step.disruption)},
          {"closes", step.closes},
          {"cost", step.cost},
          {"madeBy", text_or_null(step.made_by)},
          {"command", command_text(command, "")}};
}

JsonOut steps(const Plan& plan) {
  const auto commands = aws_commands(plan);
  JsonOut array = JsonOut::array();
  for (std::size_t i = 0; i < plan.steps.size(); ++i) {
    array.push_back(step_object(plan.steps[i], commands[i]));
  }
  return array;
}

JsonOut open_object(const LeftOpen& open) {
  return {
      {"credential", text_or_null(open.credential)}, {"why", open.why}, {"needed", open.needed}};
}

}  // namespace

std::string plan_json(const MadePlan& made, const Painter& /*paint*/) {
  const Plan& plan = made.plan;
  const auto& contained_at = plan.report.contained_at;
  JsonOut open = JsonOut::array();
  for (const LeftOpen& left : plan.open) open.push_back(open_object(left));
  JsonOut assumptions = JsonOut::object();
  for (const NamedAssumption& named : named_assumptions(plan.incident->assumptions)) {
    assumptions[named.name] = named.value;
  }
  JsonOut inputs = JsonOut::array();
  for (const incident::Input& input : made.inputs) {
    inputs.push_back({{"file", input.source->name()}, {"sha256", sha256(input.source->text())}});
  }
  const JsonOut object = {
      {"schema", "cordon.plan.v1"},
      {"incident", plan.incident->title},
      {"outcome", to_string(plan.outcome)},
      {"at", to_string(plan.at)},
      {"verdict", to_string(plan.report.verdict)},
      {"containedAt", contained_at ? JsonOut(to_string(*contained_at)) : JsonOut(nullptr)},
      {"why", plan.report.why},
      {"steps", steps(plan)},
      {"open", std::move(open)},
      {"notes", plan.notes},
      {"smallest", plan.smallest},
      {"atOnce", plan.at_once},
      {"cutShort", plan.cut_short},
      {"judgements", plan.judgements},
      {"assumptions", std::move(assumptions)},
      {"inputs", std::move(inputs)}};
  return object.dump(2, ' ', false, JsonOut::error_handler_t::replace) + "\n";
}

}  // namespace cordon
