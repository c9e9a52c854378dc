#include "rules/syn/conditions/empty_values.h"

#include <fmt/format.h>

#include <utility>

#include "rules/fix/edits.h"

namespace cordon::rules {
namespace {

JsonValue value_of(JsonValue key) { return {key.tree(), key.index() + 1}; }

/// `"ForAllValues:StringEquals": {"key": []}` becomes `"Null": {"key": "true"}`. Where the key has
/// company, or there is a Null already, that is for somebody to write.
std::optional<Fix> null_fix(const Statement& statement, const ConditionEntry& entry) {
  const auto condition = statement.node.find("Condition");
  if (!condition || condition->find("Null")) return std::nullopt;
  if (value_of(entry.op.node).size() != 1) return std::nullopt;
  return unsafe_fix("test for the key's absence with `Null`",
                    join(replace_string(entry.op.node, "Null"),
                         replace_value(value_of(entry.key.node), "\"true\"")));
}

}  // namespace

void report_empty_values(const Subject& subject, const EmptyValues& rule, Found& found) {
  for (const Statement& statement : subject.statements()) {
    for (const ConditionEntry& entry : statement.conditions) {
      const JsonValue values = value_of(entry.key.node);
      if (!values.is(JsonKind::kArray) || values.size() > 0) continue;
      if (!rule.of(parse_operator(entry.op.value))) continue;
      Finding& finding = found.add(
          subject, values.span(),
          fmt::format("{} has an empty list of values: {}", backticked(entry.key.value), rule.says),
          std::string(rule.help));
      if (rule.tests_absence) finding.fix = null_fix(statement, entry);
    }
  }
}

}  // namespace cordon::rules
