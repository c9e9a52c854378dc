#include "engine/incident/plan/measure.h"

#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <tuple>

#include "engine/incident/world/json_text.h"

namespace cordon::incident {
namespace {

std::string event_text(const PlannedCall& call, Instant at, const Incident& incident) {
  std::string parameters;
  for (const auto& [name, value] : call.parameters) {
    parameters += fmt::format("{}{}: {}", parameters.empty() ? "" : ", ", json_text(name), value);
  }
  const bool one_account = incident.snapshot.accounts.size() == 1;
  const std::string account = call.account.empty() || one_account
                                  ? ""
                                  : fmt::format(R"(, "account": {})", json_text(call.account));
  return fmt::format(R"({{"at": "{}", "call": "{}"{}, "parameters": {{{}}}}})", to_string(at),
                     call.name, account, parameters);
}

// The numbers of the measures in the order in which they are taken.
std::vector<std::size_t> in_order(const std::vector<Measure>& measures) {
  std::vector<std::size_t> order(measures.size());
  for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
  std::ranges::stable_sort(order, {}, [&](std::size_t number) {
    const Measure& measure = measures[number];
    // Whoever still holds a key could open again what was shut.
    return std::tuple(!measure.ends_minting, measure.disruption == Disruption::kWayIn,
                      measure.disruption);
  });
  return order;
}

}  // namespace

PlannedEvents events_of(const std::vector<Measure>& measures, const MeasureTimes& times,
                        const Incident& incident) {
  PlannedEvents planned;
  std::string text = "[";
  for (const std::size_t number : in_order(measures)) {
    const Measure& measure = measures[number];
    const Instant at = measure.ends_minting ? times.ending_minting : times.others;
    for (const PlannedCall& call : measure.calls) {
      text += fmt::format("{}\n{}", planned.measures.empty() ? "" : ",",
                          event_text(call, at, incident));
      planned.measures.push_back(measure.id);
    }
  }
  text += "\n]\n";
  const JsonResult read = read_json(std::make_shared<Source>("plan", std::move(text)));
  const auto& accounts = incident.snapshot.accounts;
  if (!read.root()) return {};  // a name that is no UTF-8 can't be called
  planned.events = read_events(read.tree, *read.root(),
                               accounts.size() == 1 ? accounts.begin()->first : std::string())
                       .events;
  std::uint32_t index = 0;
  for (const Event& event : incident.events) index = std::max(index, event.index + 1);
  for (Event& event : planned.events) event.index = index++;
  return planned;
}

}  // namespace cordon::incident
