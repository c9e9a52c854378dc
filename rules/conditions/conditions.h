// The conditions of a document, one key under one operator at a time, and what is known of keys.
// Values are read as the engine reads them; a value with a policy variable can be any text, so that
// rules about values leave it out.
#pragma once

#include <algorithm>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/catalogue/global_keys.h"
#include "engine/catalogue/key_type.h"
#include "engine/operators.h"
#include "rules/fix/edits.h"
#include "rules/subject.h"

namespace cordon::rules {

/// One key under one operator.
struct ConditionUse {
  const Statement& statement;
  const ConditionEntry& entry;
  OperatorName op;  // op.base is null: no such operator

  [[nodiscard]] std::string_view key() const { return entry.key.value; }
  [[nodiscard]] Span key_span() const { return entry.key.node.span(); }
  [[nodiscard]] bool is(ValueType type) const {
    return op.base != nullptr && op.base->type == type;
  }
  [[nodiscard]] bool negated() const { return op.base != nullptr && op.base->negated; }
  /// Compares values, and is not negated: the key has to have one of the values.
  [[nodiscard]] bool positive() const {
    return op.base != nullptr && !op.base->negated && !is(ValueType::kNull);
  }
  /// Whether it holds in a request without the key.
  [[nodiscard]] bool met_without_key() const {
    if (op.qualifier != SetQualifier::kNone) return op.qualifier == SetQualifier::kForAllValues;
    return op.if_exists || negated();
  }
};

[[nodiscard]] inline ConditionUse use_of(const Statement& statement, const ConditionEntry& entry) {
  return {.statement = statement, .entry = entry, .op = parse_operator(entry.op.value)};
}

/// The conditions of one statement, unknown operators too.
[[nodiscard]] std::vector<ConditionUse> conditions_of(const Statement& statement);

/// The same name, whatever its case; a `key` that ends in `/` is all keys that begin with it.
[[nodiscard]] bool is_key(std::string_view written, std::string_view key);

/// The conditions of a statement on a key, in the sense of is_key.
[[nodiscard]] std::vector<ConditionUse> tests_of(const Statement& statement, std::string_view key);
[[nodiscard]] bool asks_for(const Statement& statement, std::string_view key);

/// Every condition of a document, unknown operators too.
template <class Visit>
void each_condition(const Subject& subject, Visit visit) {
  for (const Statement& statement : subject.statements()) {
    for (const ConditionEntry& entry : statement.conditions) visit(use_of(statement, entry));
  }
}

/// The conditions whose operator compares values of one of these types.
template <class Visit>
void each_condition_of(const Subject& subject, std::initializer_list<ValueType> types,
                       Visit visit) {
  each_condition(subject, [&](const ConditionUse& use) {
    if (use.op.base == nullptr) return;
    if (std::ranges::find(types, use.op.base->type) != types.end()) visit(use);
  });
}

/// Operators that compare texts and ARNs.
inline constexpr std::initializer_list<ValueType> kTextOperators = {
    ValueType::kString, ValueType::kStringIgnoreCase, ValueType::kStringLike, ValueType::kArn};

/// Whether the text has a policy variable in a document of that version; `${*}` is none.
[[nodiscard]] bool has_variables(std::string_view text, PolicyVersion version);

/// The values without policy variables.
template <class Visit>
void each_fixed_value(const Subject& subject, const ConditionUse& use, Visit visit) {
  for (const PolicyText& value : use.entry.values) {
    if (!has_variables(value.value, subject.document.version)) visit(value);
  }
}

/// A value as the operator reads it; monostate: it can't.
[[nodiscard]] PolicyValue read_value(const Subject& subject, const ConditionUse& use,
                                     const PolicyText& value);

// --- Keys ---------------------------------------------------------------------------------------

/// What is known of a key, global or of a service.
struct KeyFacts {
  catalogue::KeyType type = catalogue::KeyType::kString;
  std::optional<catalogue::KeyType> also;
  bool multivalued = false;
  const catalogue::GlobalKey* global = nullptr;  // null: a key of a service

  [[nodiscard]] bool is(catalogue::KeyType wanted) const {
    return type == wanted || also == wanted;
  }
  /// In every request, whoever sends it.
  [[nodiscard]] bool always_present() const {
    return global != nullptr && global->presence == catalogue::Presence::kAlways;
  }
};
[[nodiscard]] std::optional<KeyFacts> key_facts(std::string_view key);

/// The service or provider that a key belongs to: what stands before its colon.
[[nodiscard]] std::string_view key_prefix(std::string_view key);

// --- Edits --------------------------------------------------------------------------------------

/// The values of a condition, as they stand in the document: a text or a list.
[[nodiscard]] JsonValue written_values(const ConditionEntry& entry);

/// Takes a key out of its operator's block, with the block or the whole Condition if nothing else
/// is in them.
[[nodiscard]] Edits remove_condition(const Statement& statement, const ConditionEntry& entry);

/// Adds a key with one value, to the block of its operator if there is one. None for a statement
/// without a Condition.
[[nodiscard]] Edits add_condition(const Statement& statement, std::string_view op,
                                  std::string_view key, std::string_view value);

/// Another operator for the key. None when the operator's block holds other keys, or the Condition
/// has a block of the new operator.
[[nodiscard]] Edits change_operator(const Statement& statement, const ConditionEntry& entry,
                                    std::string_view op);

}  // namespace cordon::rules
