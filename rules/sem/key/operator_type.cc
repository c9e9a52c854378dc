#include <fmt/format.h>

#include <optional>

#include "engine/catalogue/catalogue.h"
#include "rules/conditions/conditions.h"
#include "rules/rule.h"

namespace cordon::rules {
namespace {

using catalogue::KeyType;

std::optional<KeyType> type_of(ValueType type) {
  switch (type) {
    case ValueType::kString:
    case ValueType::kStringIgnoreCase:
    case ValueType::kStringLike:
      return KeyType::kString;
    case ValueType::kNumeric:
      return KeyType::kNumeric;
    case ValueType::kDate:
      return KeyType::kDate;
    case ValueType::kBool:
      return KeyType::kBool;
    case ValueType::kBinary:
      return KeyType::kBinary;
    case ValueType::kIp:
      return KeyType::kIp;
    case ValueType::kArn:
      return KeyType::kArn;
    case ValueType::kNull:
      return {};  // for keys of all types
  }
  return {};
}

// AWS takes ARNs for texts and texts for ARNs; what that costs is the matter of other rules.
bool fits(KeyType op, const KeyFacts& key) {
  const bool text = op == KeyType::kString || op == KeyType::kArn;
  return key.is(op) || (text && (key.is(KeyType::kString) || key.is(KeyType::kArn)));
}

void check(const Subject& subject, Found& found) {
  each_condition(subject, [&](const ConditionUse& use) {
    const auto type = use.op.base == nullptr ? std::nullopt : type_of(use.op.base->type);
    const auto facts = key_facts(use.key());
    if (!type || !facts || fits(*type, *facts)) return;
    found.add(
        subject, use.key_span(),
        fmt::format("{} is of type {}, and {} compares values of another", backticked(use.key()),
                    catalogue::to_string(facts->type), backticked(use.entry.op.value)),
        fmt::format("use an operator for {}", catalogue::to_string(facts->type)));
  });
}

}  // namespace

extern const Rule kOperatorType{
    .id = "SEM031",
    .name = "operator-type",
    .level = Level::kWarning,
    .fix = FixKind::kUnsafe,
    .aws_codes = {"TYPE_MISMATCH"},
    .parliament = "MISMATCHED_TYPE",
    .summary = "operator of another type than the key",
    .doc =
        R"(The operator compares values of one type, and the key holds another: numbers compared as text, a flag as a
date. Such a condition is met by chance or not at all.
)",
    .check = check,
};

}  // namespace cordon::rules
