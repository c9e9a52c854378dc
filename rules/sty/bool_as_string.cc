#include <fmt/format.h>

#include <string>
#include <vector>

#include "rules/conditions/conditions.h"
#include "rules/fix/edits.h"
#include "rules/rule.h"

namespace cordon::rules {
namespace {

void check(const Subject& subject, Found& found) {
  std::vector<JsonValue> bare;
  std::vector<JsonValue> quoted;
  each_condition_of(subject, {ValueType::kBool, ValueType::kNull}, [&](const ConditionUse& use) {
    for (const PolicyText& value : use.entry.values) {
      if (value.value != "true" && value.value != "false") continue;
      (value.node.is(JsonKind::kBool) ? bare : quoted).push_back(value.node);
    }
  });
  if (bare.empty() || quoted.empty()) return;
  const bool wants_quotes = quoted.size() >= bare.size();
  for (const JsonValue value : wants_quotes ? bare : quoted) {
    found
        .add(subject, value.span(),
             fmt::format("`{}` {}", value.text(),
                         wants_quotes ? "has no quotes, as other booleans here have"
                                      : "has quotes, which other booleans here have not"))
        .fix = safe_fix(
        wants_quotes ? "put it in quotes" : "take the quotes off",
        replace_value(value, wants_quotes ? json_string(value.text()) : std::string(value.text())));
  }
}

}  // namespace

extern const Rule kBoolAsString{
    .id = "STY008",
    .name = "bool-as-string",
    .level = Level::kInfo,
    .profile = Profile::kPedantic,
    .fix = FixKind::kSafe,
    .summary = "booleans with quotes here and without there",
    .doc =
        R"(AWS reads `true` and `"true"` in a condition alike. One document should write one of the two: the way
that it does more often is taken for its style, quotes if both are as frequent, and the others are reported.
)",
    .check = check,
};

}  // namespace cordon::rules
