// A plan as one line of text, and whether what it claims holds.
#pragma once

#include <fmt/format.h>

#include <string>
#include <string_view>

#include "doctest/doctest.h"
#include "engine/incident/plan/plan.h"

namespace cordon::incident {

inline constexpr std::string_view kNoon = "2024-01-01T12:00:00Z";

// `PutUserPolicy bob AWSRevokeOlderSessions`: the call and its texts, without documents.
inline std::string line(const PlanStep& step) {
  std::string text = step.event->call.substr(step.event->call.find(':') + 1);
  for (const auto [name, value] : step.event->parameters.members()) {
    const bool told = name.text() == "Type" || name.text() == "Description";
    if (!value.text().empty() && !told) text += fmt::format(" {}", value.text());
  }
  return text;
}

// `contains: DeleteAccessKey …; +1s PutUserPolicy …`
inline std::string line(const Plan& plan) {
  std::string text = fmt::format("{}:", to_string(plan.outcome));
  for (const PlanStep& step : plan.steps) {
    const auto later = (step.event->at.ms - plan.at.ms) / 1'000;
    text += fmt::format("{} {}{}", &step == &plan.steps.front() ? "" : ";",
                        later == 0 ? "" : fmt::format("+{}s ", later), line(step));
  }
  return text;
}

inline bool contained_by(const Incident& incident, Instant end) {
  const Report report = judge(incident);
  return report.verdict == Containment::kContained && *report.contained_at <= end;
}

// Empty, or what is claimed of the plan and does not hold.
inline std::string broken_claim(const Plan& plan) {
  if (plan.outcome == PlanOutcome::kFails) {
    return plan.open.empty() ? "it fails, and does not say what stays open" : "";
  }
  if (!contained_by(*plan.incident, plan.end)) return "it is not contained";
  for (const PlanStep& step : plan.steps) {
    Incident without = *plan.incident;
    for (const PlanStep& other : plan.steps) {
      if (other.measure != step.measure) continue;
      std::erase_if(without.events,
                    [&](const Event& event) { return event.index == other.event->index; });
    }
    if (plan.smallest && contained_by(without, plan.end)) return line(step) + " can be left out";
    if (step.cost.empty()) return line(step) + " has no cost";
    if (plan.smallest && step.closes.empty()) return line(step) + " closes nothing";
  }
  return "";
}

inline Plan planned(const Incident& incident, std::string_view at = kNoon) {
  auto plan = make_plan(incident, {.at = parse_time(at).value(), .most_judgements = {}});
  REQUIRE(plan);
  return *std::move(plan);
}

}  // namespace cordon::incident
