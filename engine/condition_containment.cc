#include "engine/condition_containment.h"

#include <algorithm>
#include <optional>

#include "engine/value_sets.h"

namespace cordon {
namespace {

using Sets = std::vector<ValueSet>;
using enum SetQualifier;

// True or unknown: what is not certain is not claimed.
Truth certain(bool value) { return value ? Truth::kTrue : Truth::kUnknown; }

// Comparing each value with each would take too long.
constexpr std::size_t kMostPairs = 250'000;

bool too_many(const CompiledCondition& a, const CompiledCondition& b) {
  return !a.values.empty() && b.values.size() > kMostPairs / a.values.size();
}

Sets sets_of(const CompiledCondition& condition) {
  Sets sets;
  sets.reserve(condition.values.size());
  for (const ConditionValue& value : condition.values) {
    sets.push_back(value_set(*condition.op.base, value));
  }
  return sets;
}

bool all_known(const Sets& sets) {
  return std::ranges::none_of(
      sets, [](const ValueSet& set) { return std::holds_alternative<std::monostate>(set); });
}

// Each of `inner` lies in one of `outer`.
bool within(const Sets& inner, const Sets& outer) {
  return std::ranges::all_of(inner, [&](const ValueSet& one) {
    return std::ranges::any_of(
        outer, [&](const ValueSet& other) { return contains(other, one) == Truth::kTrue; });
  });
}

bool disjoint(const Sets& a, const Sets& b) {
  return std::ranges::all_of(a, [&](const ValueSet& one) {
    return std::ranges::all_of(
        b, [&](const ValueSet& other) { return intersects(one, other) == Truth::kFalse; });
  });
}

bool same_texts(const CompiledCondition& a, const CompiledCondition& b) {
  return std::ranges::equal(a.values, b.values, {}, &ConditionValue::text, &ConditionValue::text);
}

bool has_malformed(const CompiledCondition& condition) {
  return std::ranges::any_of(condition.values, [](const ConditionValue& value) {
    return !value.with_variables && !value.undocumented_variable &&
           std::holds_alternative<std::monostate>(value.value);
  });
}

// The same words mean the same, unless a value is malformed: then the effect of the statement
// counts, too (condition.cc).
bool is_same(const CompiledCondition& a, const CompiledCondition& b) {
  return a.operator_name == b.operator_name && same_texts(a, b) && !has_malformed(a);
}

// --- Null ---------------------------------------------------------------------------------------

bool is_null(const CompiledCondition& condition) {
  return condition.op.base->type == ValueType::kNull;
}

// Whether the key has to be absent; no value unless it is a plain test of that.
std::optional<bool> wants_absence(const CompiledCondition& condition) {
  if (!is_null(condition) || condition.op.qualifier != kNone || condition.values.size() != 1) {
    return {};
  }
  return std::get<bool>(condition.values.front().value);
}

// --- Elements -----------------------------------------------------------------------------------

// Whether every value that passes `stronger` passes `weaker`, value by value.
bool values_imply(const CompiledCondition& stronger, const CompiledCondition& weaker) {
  if (too_many(stronger, weaker)) return false;
  const Sets strong = sets_of(stronger);
  const Sets weak = sets_of(weaker);
  if (!all_known(strong) || !all_known(weak)) return false;
  const bool negated = weaker.op.base->negated;
  if (!stronger.op.base->negated) return negated ? disjoint(strong, weak) : within(strong, weak);
  // What can't be read fares alike under both only if they read alike.
  return negated && stronger.op.base->type == weaker.op.base->type && within(weak, strong);
}

bool values_exclude(const CompiledCondition& a, const CompiledCondition& b) {
  if (too_many(a, b)) return false;
  const Sets one = sets_of(a);
  const Sets other = sets_of(b);
  if (!all_known(one) || !all_known(other)) return false;
  if (!a.op.base->negated && !b.op.base->negated) return disjoint(one, other);
  if (a.op.base->negated && b.op.base->negated) return false;
  // NOLINTNEXTLINE(readability-suspicious-call-argument): the other way round is what is meant.
  return a.op.base->negated ? within(other, one) : within(one, other);
}

// A request with one value is the only one that passes without a qualifier, and with one value the
// qualifiers say the same.
bool qualifiers_imply(const OperatorName& stronger, const OperatorName& weaker) {
  return stronger.qualifier == kNone || stronger.qualifier == weaker.qualifier;
}

bool comparable(const CompiledCondition& a, const CompiledCondition& b) {
  return a.op.base != nullptr && b.op.base != nullptr && a.key == b.key;
}

}  // namespace

Truth met_without_key(const CompiledCondition& condition) {
  const OperatorName& op = condition.op;
  if (op.base == nullptr || condition.values.empty()) return Truth::kUnknown;
  if (is_null(condition)) {
    const auto absence = wants_absence(condition);
    return absence ? truth(*absence) : Truth::kUnknown;
  }
  if (op.qualifier == kForAnyValue) return op.if_exists ? Truth::kUnknown : Truth::kFalse;
  return truth(op.qualifier == kForAllValues || op.if_exists || op.base->negated);
}

Truth implies(const CompiledCondition& stronger, const CompiledCondition& weaker) {
  if (!comparable(stronger, weaker)) return Truth::kUnknown;
  if (is_same(stronger, weaker)) return Truth::kTrue;
  if (is_null(weaker)) {
    // A key that was compared is there; an empty list, which Null takes for absent, meets no
    // positive comparison but ForAllValues.
    const bool presence = wants_absence(weaker) == false;
    return certain(presence && !is_null(stronger) && met_without_key(stronger) == Truth::kFalse);
  }
  if (is_null(stronger) || weaker.values.empty() || stronger.values.empty()) return Truth::kUnknown;
  const bool absence =
      met_without_key(stronger) == Truth::kFalse || met_without_key(weaker) == Truth::kTrue;
  return certain(absence && qualifiers_imply(stronger.op, weaker.op) &&
                 values_imply(stronger, weaker));
}

Truth implies(const std::vector<CompiledCondition>& stronger,
              const std::vector<CompiledCondition>& weaker) {
  return certain(std::ranges::all_of(weaker, [&](const CompiledCondition& needed) {
    return std::ranges::any_of(stronger, [&](const CompiledCondition& given) {
      return implies(given, needed) == Truth::kTrue;
    });
  }));
}

Truth exclude_each_other(const CompiledCondition& a, const CompiledCondition& b) {
  if (!comparable(a, b)) return Truth::kUnknown;
  const bool absence = met_without_key(a) == Truth::kFalse || met_without_key(b) == Truth::kFalse;
  if (is_null(a) || is_null(b)) {
    if (is_null(a) && is_null(b)) {
      return certain(wants_absence(a) && wants_absence(b) &&
                     *wants_absence(a) != *wants_absence(b));
    }
    const CompiledCondition& null = is_null(a) ? a : b;
    const CompiledCondition& other = is_null(a) ? b : a;
    return certain(wants_absence(null) == true && met_without_key(other) == Truth::kFalse);
  }
  // Two lists may have one element each that passes.
  const bool one_value = a.op.qualifier == kNone || b.op.qualifier == kNone;
  return certain(absence && one_value && !a.values.empty() && !b.values.empty() &&
                 values_exclude(a, b));
}

}  // namespace cordon
