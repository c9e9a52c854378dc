#include "rules/esc/guards.h"

#include <algorithm>
#include <array>

#include "engine/condition.h"
#include "grammar/text.h"

namespace cordon::rules {
namespace {

constexpr std::string_view kPassedToService = "iam:PassedToService";
constexpr std::array<std::string_view, 2> kPolicyKeys{"iam:PermissionsBoundary", "iam:PolicyARN"};

bool is_policy_key(std::string_view key) {
  return std::ranges::any_of(
      kPolicyKeys, [&](std::string_view name) { return equals_ignoring_ascii_case(name, key); });
}

bool is_only_wildcards(std::string_view text) {
  return !text.empty() && text.find_first_not_of("*?") == std::string_view::npos;
}

}  // namespace

bool is_guard_key(std::string_view key) {
  return equals_ignoring_ascii_case(key, kPassedToService) || is_policy_key(key);
}

std::string_view hole_in(const ConditionEntry& entry) {
  const OperatorName op = parse_operator(entry.op.value);
  if (op.base == nullptr) return "";
  if (op.base->negated) return "a negated operator lets through all but what it names";
  if (op.if_exists) return "IfExists lets a request without the key through";
  if (op.qualifier == SetQualifier::kForAllValues) {
    return "ForAllValues lets a request without the key through";
  }
  if (op.base->type == ValueType::kNull) return "Null only asks whether the key is there";
  const bool open = op.base->wildcards && std::ranges::any_of(entry.values, [](const auto& value) {
                      return is_only_wildcards(value.value);
                    });
  return open ? "the value `*` fits everything" : "";
}

bool limits_policies(const Statement& statement) {
  return std::ranges::any_of(statement.conditions, [](const ConditionEntry& entry) {
    return is_policy_key(entry.key.value) && hole_in(entry).empty();
  });
}

bool may_pass_to(const Statement& statement, std::string_view service, PolicyVersion version) {
  const ContextKey key(kPassedToService);
  Request request(Caller{}, std::nullopt, "iam:PassRole", "*");
  request.unstated = Unstated::kOpen;
  request.context.set({.key = key, .values = {std::string(service)}});
  return std::ranges::all_of(statement.conditions, [&](const ConditionEntry& entry) {
    if (!equals_ignoring_ascii_case(entry.key.value, kPassedToService)) return true;
    const CompiledCondition condition = compile_condition(entry, version);
    return evaluate_condition(condition, request, Effect::kAllow).value != Truth::kFalse;
  });
}

}  // namespace cordon::rules
