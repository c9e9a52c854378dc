// How a plan is written: one function a format, in one table. A format only shows; what a plan is
// and what is proved of it is engine/incident/plan.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "cli/output.h"
#include "engine/incident/plan/plan.h"

namespace cordon {

/// What a format is given. The parts must outlive it.
struct MadePlan {
  const incident::Plan& plan;
  const std::vector<incident::Input>& inputs;  // the incident file first
};

using WritePlan = std::string(const MadePlan& made, const Painter& paint);

struct PlanFormat {
  std::string_view name;
  WritePlan* write;
};

/// The first one is the default.
[[nodiscard]] std::span<const PlanFormat> plan_formats();

/// For people: the steps with their commands, then what is proved of them. 80 columns, but for
/// commands.
WritePlan plan_text;

/// `cordon.plan.v1`.
WritePlan plan_json;

/// The incident file as it was read, with the steps at the end of its events.
WritePlan plan_incident;

/// A script of AWS CLI commands.
WritePlan plan_script;

}  // namespace cordon
