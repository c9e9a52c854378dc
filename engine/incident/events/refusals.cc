#include "engine/incident/events/refusals.h"

#include <algorithm>
#include <array>

#include "engine/incident/world/quotas.h"

namespace cordon::incident {
namespace {

bool is_name_character(char c) {
  const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  return letter || (c >= '0' && c <= '9') || std::string_view("_+=,.@-").contains(c);
}

std::size_t inline_quota(EntityKind kind) {
  using catalogue::SizedPolicy;
  constexpr std::array kQuotas{SizedPolicy::kUser, SizedPolicy::kGroup, SizedPolicy::kRole};
  return most_characters(kQuotas[static_cast<std::size_t>(kind)]);
}

}  // namespace

std::optional<EventOutcome> refused_name(Change& change, std::string_view parameter,
                                         std::size_t longest) {
  const std::string name = change.text(parameter);
  if (name.size() > longest) {
    return change.refuse(parameter,
                         fmt::format("`{}` has more than {} characters", parameter, longest));
  }
  if (std::ranges::all_of(name, is_name_character)) return std::nullopt;
  return change.refuse(
      parameter,
      fmt::format("`{}` has characters other than letters, digits and `_+=,.@-`", parameter));
}

std::optional<EventOutcome> refused_resource(Change& change, const CompiledPolicy& policy) {
  for (const CompiledStatement& statement : policy.statements) {
    for (const ResourceEntry& entry : statement.resources.entries()) {
      if (entry.text == "*" || entry.text.starts_with("arn:")) continue;
      return change.refuse("PolicyDocument",
                           fmt::format("the resource `{}` is neither an ARN nor `*`", entry.text));
    }
  }
  return std::nullopt;
}

std::optional<EventOutcome> refused_length(Change& change, std::string_view parameter,
                                           const CompiledPolicy& policy, std::size_t quota) {
  const auto size = policy_size(policy);
  if (!size || *size <= quota) return std::nullopt;
  return change.refuse(parameter, fmt::format("the document has {} characters without white space, "
                                              "and may have {}",
                                              *size, quota));
}

std::optional<EventOutcome> refused_inline(Change& change, EntityKind kind, const Entity& entity,
                                           const StoredPolicy& policy) {
  std::size_t size = policy_size(*policy.policy).value_or(0);
  for (const StoredPolicy& other : entity.inline_policies) {
    if (other.name != policy.name) size += policy_size(*other.policy).value_or(0);
  }
  const std::size_t quota = inline_quota(kind);
  if (size <= quota) return std::nullopt;
  return change.refuse(
      "PolicyDocument",
      fmt::format("the inline policies of {} `{}` would have {} characters without white space, "
                  "and may have {}",
                  word(kind), entity.name, size, quota));
}

}  // namespace cordon::incident
