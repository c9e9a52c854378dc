#include "engine/condition.h"

#include <algorithm>

namespace cordon {
namespace {

using Cause = ConditionCause;
using Presence = Attribute::Presence;

// The request's side of one comparison.
struct Element {
  RequestValue value;
  bool unknown =
      false;  // it has a value whose text form is not known (a time under a string operator)
};

bool readable(const RequestValue& value) { return !std::holds_alternative<std::monostate>(value); }
bool readable(const PolicyValue& value) { return !std::holds_alternative<std::monostate>(value); }

// A derived time compares as a date; as epoch seconds under a numeric operator when the key is one
// that AWS gives in epoch form; how AWS writes it as text is not documented.
Element element_of_instant(const InstantRange& instant, const CompiledCondition& condition) {
  constexpr std::int64_t kSecond = 1000;
  switch (condition.op.base->type) {
    case ValueType::kDate:
      return {.value = DateReading{.range = instant}};
    case ValueType::kNumeric:
      if (condition.key.derived != DerivedKey::kEpochTime) return {.value = {}, .unknown = true};
      return {.value = Decimal::from_integer(instant.earliest.ms / kSecond)};
    case ValueType::kIp:
    case ValueType::kArn:
      return {};
    case ValueType::kString:
    case ValueType::kStringIgnoreCase:
    case ValueType::kStringLike:
    case ValueType::kBool:
    case ValueType::kBinary:
    case ValueType::kNull:
      return {.value = {}, .unknown = true};
  }
  return {};
}

// What a filled-in template says: a value, or that it is not known, or that there is none.
struct Comparand {
  Truth known = Truth::kTrue;
  PolicyValue value;
};

Comparand fill(const ConditionValue& value, ValueType type, const Request& request) {
  const KeyTemplate::Filled filled = value.with_variables->fill(request);
  if (filled.known != Truth::kTrue) return {.known = filled.known, .value = {}};
  return {.known = Truth::kTrue, .value = read_policy_value(type, filled.tokens)};
}

Truth compare(const ConditionValue& value, const Operator& op, const RequestValue& element,
              const Request& request) {
  if (value.undocumented_variable) return Truth::kUnknown;
  if (!value.with_variables) return op.matches(element, value.value);
  const Comparand comparand = fill(value, op.type, request);
  if (comparand.known != Truth::kTrue)
    return comparand.known;  // no value: this entry matches nothing
  return readable(comparand.value) ? op.matches(element, comparand.value) : Truth::kUnknown;
}

bool is_malformed(const ConditionValue& value) {
  return !value.with_variables && !value.undocumented_variable && !readable(value.value);
}

// AWS was observed to let a malformed ARN in the policy grant nothing, yet to apply it in a Deny;
// the order of values matters then. A bare `*` is undocumented (semantics.md 12 and 3.5).
ConditionResult with_malformed_arn(const CompiledCondition& condition, Effect effect,
                                   bool matched_before, bool matched_after) {
  if (matched_before) return {truth(!condition.op.base->negated), Cause::kCompared};
  const bool bare_star = std::ranges::any_of(
      condition.values, [](const ConditionValue& value) { return value.text == "*"; });
  const bool several = condition.values.size() > 1;
  if (bare_star || (several && (matched_after || effect == Effect::kDeny))) {
    return {Truth::kUnknown, Cause::kUndocumented};
  }
  return {truth(effect == Effect::kDeny), Cause::kUnreadablePolicy};
}

// Some policy value can't be read as the operator's type. Numbers, dates and addresses: it is
// passed over, and whether a negated operator then holds is not documented.
ConditionResult with_malformed_values(const CompiledCondition& condition,
                                      const RequestValue& element, const Request& request,
                                      Effect effect) {
  bool malformed = false;
  Truth before = Truth::kFalse;
  Truth after = Truth::kFalse;
  for (const ConditionValue& value : condition.values) {
    if (is_malformed(value)) {
      malformed = true;
      continue;
    }
    Truth& side = malformed ? after : before;
    side = side | compare(value, *condition.op.base, element, request);
  }
  if (condition.op.base->type == ValueType::kArn) {
    if (before == Truth::kUnknown || after == Truth::kUnknown) {
      return {Truth::kUnknown, Cause::kUndocumented};
    }
    return with_malformed_arn(condition, effect, before == Truth::kTrue, after == Truth::kTrue);
  }
  const Truth matched = before | after;
  if (!condition.op.base->negated) return {matched, Cause::kUnreadablePolicy};
  return {matched == Truth::kFalse ? Truth::kUnknown : !matched, Cause::kUnreadablePolicy};
}

ConditionResult evaluate_element(const CompiledCondition& condition, const Element& element,
                                 const Request& request, Effect effect) {
  const Operator& op = *condition.op.base;
  if (element.unknown) return {Truth::kUnknown, Cause::kUndocumented};
  if (!readable(element.value)) {
    return {truth(op.negated && unreadable_is_unequal(op.type)), Cause::kUnreadableRequest};
  }
  if (std::ranges::any_of(condition.values, is_malformed)) {
    return with_malformed_values(condition, element.value, request, effect);
  }
  Truth matched = Truth::kFalse;
  for (const ConditionValue& value : condition.values) {
    matched = matched | compare(value, op, element.value, request);
    if (matched == Truth::kTrue) break;
  }
  const Cause cause = matched == Truth::kUnknown ? Cause::kUndocumented : Cause::kCompared;
  return {op.negated ? !matched : matched, cause};
}

ConditionResult evaluate_null(const CompiledCondition& condition, const Attribute& attribute) {
  if (condition.op.qualifier == SetQualifier::kForAllValues)
    return {Truth::kTrue, Cause::kPresence};
  if (condition.op.qualifier == SetQualifier::kForAnyValue)
    return {Truth::kFalse, Cause::kPresence};
  const auto met = [&](bool null) {
    return std::ranges::any_of(condition.values, [null](const ConditionValue& value) {
      return std::get<bool>(value.value) == null;
    });
  };
  if (attribute.presence == Presence::kNotTold && met(true) != met(false)) {
    return {Truth::kUnknown, Cause::kKeyNotTold};
  }
  const bool empty_list = attribute.multivalued && attribute.values.empty();
  return {truth(met(attribute.presence == Presence::kAbsent || empty_list)), Cause::kPresence};
}

ConditionResult evaluate_absent(const CompiledCondition& condition) {
  const OperatorName& op = condition.op;
  if (op.qualifier == SetQualifier::kForAnyValue) {
    if (op.if_exists && !condition.values.empty()) return {Truth::kUnknown, Cause::kUndocumented};
    return {Truth::kFalse, Cause::kKeyAbsent};
  }
  if (op.qualifier == SetQualifier::kForAllValues || op.if_exists)
    return {Truth::kTrue, Cause::kKeyAbsent};
  if (condition.values.empty()) return {Truth::kUnknown, Cause::kNoValues};
  return {truth(op.base->negated), Cause::kKeyAbsent};
}

// An empty list of policy values: nothing to match (semantics.md 1.3, X8).
ConditionResult evaluate_without_values(const CompiledCondition& condition) {
  const OperatorName& op = condition.op;
  const bool documented = op.qualifier != SetQualifier::kNone || op.if_exists;
  return {documented ? Truth::kFalse : Truth::kUnknown, Cause::kNoValues};
}

ConditionResult evaluate_values(const CompiledCondition& condition, const Attribute& attribute,
                                const Request& request, Effect effect) {
  const auto one = [&](std::string_view text) {
    return evaluate_element(condition, {.value = read_request_value(condition.op.base->type, text)},
                            request, effect);
  };
  if (attribute.instant) {
    return evaluate_element(condition, element_of_instant(*attribute.instant, condition), request,
                            effect);
  }
  if (attribute.number) return one(std::to_string(*attribute.number));
  if (attribute.values.size() == 1) return one(attribute.values[0]);
  const bool all = condition.op.qualifier == SetQualifier::kForAllValues;
  ConditionResult result{truth(all), Cause::kCompared};
  for (const std::string& text : attribute.values) {
    const ConditionResult next = one(text);
    const Truth value = all ? result.value & next.value : result.value | next.value;
    if (value != result.value) result = {value, next.cause};
  }
  return result;
}

ConditionResult dispatch(const CompiledCondition& condition, const Attribute& attribute,
                         const Request& request, Effect effect) {
  if (condition.op.base->type == ValueType::kNull) return evaluate_null(condition, attribute);
  if (attribute.presence == Presence::kAbsent) return evaluate_absent(condition);
  const bool any_of_none =
      condition.op.qualifier == SetQualifier::kForAnyValue && condition.values.empty();
  if (any_of_none) return {Truth::kFalse, Cause::kNoValues};
  if (attribute.presence == Presence::kNotTold) return {Truth::kUnknown, Cause::kKeyNotTold};
  const bool set = condition.op.qualifier != SetQualifier::kNone;
  if (attribute.multivalued && !set) return {Truth::kFalse, Cause::kListUnderScalar};
  if (condition.values.empty() && !(attribute.multivalued && attribute.values.empty())) {
    return evaluate_without_values(condition);
  }
  if (attribute.presence == Presence::kValueNotTold) return {Truth::kUnknown, Cause::kValueNotTold};
  return evaluate_values(condition, attribute, request, effect);
}

}  // namespace

CompiledCondition compile_condition(const ConditionEntry& entry, PolicyVersion version) {
  CompiledCondition condition{.operator_name = std::string(entry.op.value),
                              .op = parse_operator(entry.op.value),
                              .key = ContextKey(entry.key.value),
                              .values = {}};
  if (condition.op.base == nullptr) return condition;
  const Operator& op = *condition.op.base;
  const auto wildcards =
      op.wildcards ? KeyTemplate::Wildcards::kGlob : KeyTemplate::Wildcards::kNone;
  for (const PolicyText& value : entry.values) {
    ConditionValue compiled{.text = std::string(value.value)};
    KeyTemplate text(value.value, version, wildcards);
    if (!text.has_variables()) {
      compiled.value = read_policy_value(op.type, text.tokens());
    } else if (op.variables) {
      compiled.with_variables = std::move(text);
    } else {
      compiled.undocumented_variable = true;
      compiled.value = false;
    }
    condition.values.push_back(std::move(compiled));
  }
  return condition;
}

ConditionResult evaluate_condition(const CompiledCondition& condition, const Request& request,
                                   Effect effect) {
  if (condition.op.base == nullptr) return {Truth::kUnknown, Cause::kUnknownOperator};
  const Attribute attribute = request.attribute(condition.key);
  ConditionResult result = dispatch(condition, attribute, request, effect);
  result.key_stated = attribute.stated;
  return result;
}

}  // namespace cordon
