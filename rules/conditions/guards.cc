#include "rules/conditions/guards.h"

#include <algorithm>

#include "grammar/text.h"

namespace cordon::rules {
namespace {

bool compares(const ConditionUse& use) { return use.op.base != nullptr && !is_null_test(use); }

bool has_value(const ConditionUse& use, std::string_view wanted) {
  return std::ranges::any_of(use.entry.values, [&](const PolicyText& value) {
    return equals_ignoring_ascii_case(value.value, wanted);
  });
}

bool null_is(const ConditionUse& use, std::string_view wanted, std::string_view other) {
  return is_null_test(use) && use.op.qualifier == SetQualifier::kNone && has_value(use, wanted) &&
         !has_value(use, other);
}

}  // namespace

bool is_allow(const Statement& statement) {
  return statement.effect && statement.effect->value == Effect::kAllow;
}

bool gives_to_principals(const Subject& subject) {
  return subject.is(PolicyType::kResource) || subject.is(PolicyType::kTrust);
}

bool gives(const Subject& subject) {
  return subject.is(PolicyType::kIdentity) || gives_to_principals(subject);
}

bool asks_for_value(const ConditionUse& use) { return use.positive() && !use.met_without_key(); }

bool asks_for_value_if_there(const ConditionUse& use) {
  return use.positive() && use.met_without_key();
}

bool is_null_test(const ConditionUse& use) { return use.is(ValueType::kNull); }

bool asks_for_presence(const ConditionUse& use) { return null_is(use, "false", "true"); }
bool asks_for_absence(const ConditionUse& use) { return null_is(use, "true", "false"); }

bool needs_key(const Statement& statement, std::string_view key) {
  return std::ranges::any_of(conditions_of(statement), [&](const ConditionUse& use) {
    return is_key(use, key) &&
           (asks_for_presence(use) || (compares(use) && !use.met_without_key()));
  });
}

bool limits_callers(const ConditionUse& use) {
  if (!compares(use)) return false;
  return is_allow(use.statement) ? !use.negated() : use.negated();
}

bool is_key(const ConditionUse& use, std::string_view key) { return is_key(use.key(), key); }

bool is_global(const ConditionUse& use, std::string_view canonical) {
  const catalogue::GlobalKey* key = catalogue::find_global_key(use.key());
  return key != nullptr && key->name == canonical;
}

bool open_without_keys(const std::vector<ConditionUse>& uses) {
  return std::ranges::all_of(uses, [](const ConditionUse& use) {
    if (!compares(use) || !use.met_without_key()) return false;
    const auto facts = key_facts(use.key());
    return facts && facts->global != nullptr && !facts->always_present();
  });
}

}  // namespace cordon::rules
