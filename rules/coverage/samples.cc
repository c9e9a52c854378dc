#include "rules/coverage/samples.h"

#include <algorithm>
#include <cstdint>
#include <utility>

#include "grammar/text.h"
#include "rules/conditions/conditions.h"

namespace cordon::rules {
namespace {

// The shortest text that the wildcards leave room for.
std::string filled(std::string text) {
  std::erase(text, '*');
  std::ranges::replace(text, '?', 'z');
  return text;
}

bool is_everything(std::string_view entry) {
  return entry.find_first_not_of('*') == std::string_view::npos;
}

// --- Conditions ---------------------------------------------------------------------------------

// The same moment by both keys of the clock, which every request has.
constexpr std::string_view kSomeTime = "2026-01-01T00:00:00Z";
constexpr std::string_view kSomeEpoch = "1767225600";
constexpr const char* kAnyText = "z";

void put(RequestContext& context, const ContextKey& key, bool many, std::string value) {
  context.set({.key = key,
               .state = ContextEntry::State::kValues,
               .multivalued = many,
               .values = {std::move(value)}});
}

RequestContext at_some_time() {
  RequestContext context;
  put(context, ContextKey("aws:CurrentTime"), false, std::string(kSomeTime));
  put(context, ContextKey("aws:EpochTime"), false, std::string(kSomeEpoch));
  return context;
}

bool is_text(ValueType type) {
  return type == ValueType::kString || type == ValueType::kStringIgnoreCase ||
         type == ValueType::kStringLike || type == ValueType::kArn;
}

// AWS gives a key of such a type no other texts.
bool has_own_texts(catalogue::KeyType type) {
  return type == catalogue::KeyType::kIp || type == catalogue::KeyType::kNumeric ||
         type == catalogue::KeyType::kDate;
}

// A request without the key meets it.
bool is_met_without_key(const CompiledCondition& condition) {
  if (condition.op.base->type == ValueType::kNull) {
    return condition.values.size() == 1 && condition.values.front().text == "true";
  }
  if (condition.op.qualifier != SetQualifier::kNone) {
    return condition.op.qualifier == SetQualifier::kForAllValues;
  }
  return condition.op.if_exists || condition.op.base->negated;
}

// A value that meets the condition; no value: not every text is one.
std::optional<std::string> sample_value(const CompiledCondition& condition, std::size_t number,
                                        RequestContext& context) {
  if (condition.values.empty()) return std::nullopt;
  const ConditionValue& value = condition.values[number % condition.values.size()];
  const ValueType type = condition.op.base->type;
  if (type == ValueType::kNull) return kAnyText;
  if (condition.op.base->negated) return std::nullopt;
  if (value.with_variables && is_text(type)) return sample_text(*value.with_variables, context);
  if (type == ValueType::kBool || type == ValueType::kString) return value.text;
  return is_text(type) ? std::optional(filled(value.text)) : std::nullopt;
}

// Negated conditions and those of Null say what a value is not.
bool names_values(const CompiledCondition& condition) {
  return !condition.op.base->negated && condition.op.base->type != ValueType::kNull;
}

// What says more about the value of a key comes first.
enum class Turn : std::uint8_t { kValues, kVariables, kOther };

Turn turn_of(const CompiledCondition& condition) {
  if (!names_values(condition)) return Turn::kOther;
  const bool variables = std::ranges::any_of(condition.values, [](const ConditionValue& value) {
    return value.with_variables.has_value();
  });
  return variables ? Turn::kVariables : Turn::kValues;
}

// False: there is no such example. Of keys that may be absent every other example has a value.
bool meet(const CompiledCondition& condition, std::size_t number, RequestContext& context) {
  const bool optional = is_met_without_key(condition);
  if (optional && (number % 2 == 0 || !names_values(condition))) return true;
  if (context.find(condition.key) != nullptr) return true;
  const auto facts = key_facts(condition.key.name);
  auto value = sample_value(condition, number, context);
  if (!value || (facts && has_own_texts(facts->type))) return false;
  const bool several = condition.op.qualifier != SetQualifier::kNone;
  put(context, condition.key, facts ? facts->multivalued : several, *std::move(value));
  return true;
}

}  // namespace

std::string sample_action(std::string_view entry) {
  return is_everything(entry) ? "z:z" : filled(ascii_lower(entry));
}

std::string sample_resource(std::string_view entry) {
  return is_everything(entry) ? "*" : filled(std::string(entry));
}

std::optional<RequestContext> sample_context(const CompiledStatement& statement,
                                             std::size_t number) {
  RequestContext context = at_some_time();
  for (const Turn turn : {Turn::kValues, Turn::kVariables, Turn::kOther}) {
    for (const CompiledCondition& condition : statement.conditions) {
      if (condition.op.base == nullptr) return std::nullopt;
      if (turn_of(condition) != turn) continue;
      if (!meet(condition, number, context)) return std::nullopt;
    }
  }
  return context;
}

std::optional<std::string> sample_text(const KeyTemplate& text, RequestContext& context) {
  for (const VariableUse& use : text.variables()) {
    if (context.find(use.key) != nullptr) continue;
    const auto facts = key_facts(use.key.name);
    if (facts && (facts->multivalued || has_own_texts(facts->type))) return std::nullopt;
    put(context, use.key, false, std::string(kAnyText));
  }
  std::string sample;
  for (const Pattern::Token token : text.tokens()) {
    if (token >= KeyTemplate::kFirstHole) {
      const VariableUse& use = text.variables()[token - KeyTemplate::kFirstHole];
      sample += context.find(use.key)->values.front();
    } else if (token == Pattern::kAnyOne || token == Pattern::kAnyOneInField) {
      sample += kAnyText;
    } else if (token < Pattern::kAnyOne) {
      sample += static_cast<char>(token);
    }
  }
  return sample;
}

}  // namespace cordon::rules
