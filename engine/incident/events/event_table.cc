#include <algorithm>
#include <array>

#include "engine/incident/events/event_call.h"

namespace cordon::incident {
namespace {

std::array<std::span<const EventCall>, 9> topics() {
  return {iam_user_calls(),           iam_group_calls(),    iam_role_calls(), iam_policy_calls(),
          iam_managed_policy_calls(), organization_calls(), resource_calls(), lambda_calls(),
          unmodelled_calls()};
}

}  // namespace

const EventCall* find_call(std::string_view name) {
  for (const std::span<const EventCall> topic : topics()) {
    const auto found = std::ranges::find(topic, name, &EventCall::name);
    if (found != topic.end()) return &*found;
  }
  return nullptr;
}

std::vector<std::string_view> known_calls() {
  std::vector<std::string_view> names;
  for (const std::span<const EventCall> topic : topics()) {
    for (const EventCall& call : topic) names.push_back(call.name);
  }
  std::ranges::sort(names);
  return names;
}

}  // namespace cordon::incident
