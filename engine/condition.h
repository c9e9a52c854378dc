// One entry of a Condition (operator, key, values), compiled and evaluated: presence rules, set
// qualifiers, negation and variables, once for all operators (semantics.md 3.3 to 3.7, 12).
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/context.h"
#include "engine/key_template.h"
#include "engine/operators.h"
#include "engine/request.h"
#include "engine/truth.h"
#include "grammar/policy_document.h"

namespace cordon {

/// A policy value, ready to compare: read once, or a template to be filled for each request.
struct ConditionValue {
  std::string text;  // as written
  PolicyValue value;
  std::optional<KeyTemplate> with_variables;
  /// A variable where AWS's pages disagree on whether one may stand (Bool and other types, X5).
  bool undocumented_variable = false;
};

struct CompiledCondition {
  std::string operator_name;  // as written
  OperatorName op;  // op.base is null: AWS would refuse the policy; it evaluates to unknown
  ContextKey key;
  std::vector<ConditionValue> values;
};

[[nodiscard]] CompiledCondition compile_condition(const ConditionEntry& entry,
                                                  PolicyVersion version);

/// Why a condition came out as it did: what `explain` turns into words.
enum class ConditionCause : std::uint8_t {
  kCompared,           // by comparing values
  kKeyAbsent,          // by the rule for an absent key
  kKeyNotTold,         // the request leaves the key open
  kValueNotTold,       // the key is there, its value is not known
  kListUnderScalar,    // a list never matches an operator without ForAllValues/ForAnyValue
  kUnreadableRequest,  // the request's value is not of the operator's type
  kUnreadablePolicy,   // a policy value is not of the operator's type
  kUnknownOperator,
  kNoValues,      // an empty list of policy values
  kPresence,      // Null
  kUndocumented,  // AWS's behaviour is not documented here
};

struct ConditionResult {
  Truth value = Truth::kFalse;
  ConditionCause cause = ConditionCause::kCompared;
  bool key_stated = true;  // false: the request leaves the key open
};

[[nodiscard]] ConditionResult evaluate_condition(const CompiledCondition& condition,
                                                 const Request& request, Effect effect);

}  // namespace cordon
