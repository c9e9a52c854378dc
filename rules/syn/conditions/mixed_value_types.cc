#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "rules/fix/edits.h"
#include "rules/rule.h"

namespace cordon::rules {
namespace {

bool is_mixed(const ConditionEntry& entry) {
  return std::ranges::any_of(entry.values, [&](const PolicyText& value) {
    return value.node.kind() != entry.values.front().node.kind();
  });
}

Edits quoted(const ConditionEntry& entry) {
  Edits edits;
  for (const PolicyText& value : entry.values) {
    if (value.node.is(JsonKind::kString)) continue;
    std::ranges::move(replace_value(value.node, json_string(value.value)),
                      std::back_inserter(edits));
  }
  return edits;
}

void check(const Subject& subject, Found& found) {
  for (const Statement& statement : subject.statements()) {
    for (const ConditionEntry& entry : statement.conditions) {
      if (entry.values.empty() || !is_mixed(entry)) continue;
      const JsonValue list(entry.key.node.tree(), entry.key.node.index() + 1);
      found
          .add(subject, list.span(),
               fmt::format("the values of {} are of several JSON types",
                           backticked(entry.key.value)),
               "write all of them as strings")
          .fix = safe_fix("write them as strings", quoted(entry));
    }
  }
}

}  // namespace

extern const Rule kMixedValueTypes{
    .id = "SYN034",
    .name = "mixed-value-types",
    .level = Level::kError,
    .fix = FixKind::kSafe,
    .aws_codes = {"INVALID_CONDITION_DATA_TYPE"},
    .summary = "values of one key of several JSON types",
    .doc =
        R"(The values of one condition key are all strings, all numbers or all booleans. IAM compares their text
in any case, but refuses a list that mixes them.

The fix writes all of them as strings.
)",
    .check = check,
};

}  // namespace cordon::rules
