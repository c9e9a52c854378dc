#include <fmt/format.h>

#include "engine/operators.h"
#include "rules/rule.h"

namespace cordon::rules {
namespace {

void check(const Subject& subject, Found& found) {
  for (const Statement& statement : subject.statements()) {
    for (const ConditionEntry& entry : statement.conditions) {
      if (entry.values.size() < 2) continue;
      const Operator* op = parse_operator(entry.op.value).base;
      if (op == nullptr || (op->type != ValueType::kBool && op->type != ValueType::kNull)) continue;
      const JsonValue list(entry.key.node.tree(), entry.key.node.index() + 1);
      found.add(subject, list.span(),
                fmt::format("{} has {} values under `{}`, which takes one",
                            backticked(entry.key.value), entry.values.size(), entry.op.value),
                "keep `true` or `false`");
    }
  }
}

}  // namespace

extern const Rule kMultipleBooleans{
    .id = "SYN035",
    .name = "multiple-booleans",
    .level = Level::kError,
    .aws_codes = {"INVALID_CONDITION_MULTIPLE_BOOLEAN"},
    .parliament = "MISMATCHED_TYPE_OPERATION_TO_NULL",
    .summary = "several values under Bool or Null",
    .doc =
        R"(`Bool` and `Null` take one value: a key can't be true and false. With both in the list the test holds
for every request that has the key, which is never meant, and IAM refuses it.
)",
    .check = check,
};

}  // namespace cordon::rules
