#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "grammar/text.h"
#include "rules/conditions/conditions.h"
#include "rules/rule.h"

namespace cordon::rules {
namespace {

bool is_boolean(std::string_view text) {
  return equals_ignoring_ascii_case(text, "true") || equals_ignoring_ascii_case(text, "false");
}

// What somebody means who writes `no`, who did not mean `true`.
bool means_false(std::string_view text) {
  constexpr std::array<std::string_view, 5> kNames = {"no", "0", "off", "n", "f"};
  return std::ranges::any_of(
      kNames, [&](std::string_view name) { return equals_ignoring_ascii_case(text, name); });
}

void check(const Subject& subject, Found& found) {
  each_condition_of(subject, {ValueType::kBool, ValueType::kNull}, [&](const ConditionUse& use) {
    each_fixed_value(subject, use, [&](const PolicyText& value) {
      if (is_boolean(value.value)) return;
      Finding& finding = found.add(
          subject, value.node.span(),
          fmt::format("{} is no boolean: AWS reads it as `false`", backticked(value.value)),
          "write `true` or `false`");
      finding.fix =
          means_false(value.value)
              ? safe_fix("write `false`", replace_value(value.node, json_string("false")))
              : unsafe_fix("write `true`", replace_value(value.node, json_string("true")));
    });
  });
}

}  // namespace

extern const Rule kValueNotBoolean{
    .id = "SEM034",
    .name = "value-not-boolean",
    .level = Level::kWarning,
    .fix = FixKind::kSafe,
    .aws_codes = {"TYPE_MISMATCH_BOOLEAN"},
    .parliament = "MISMATCHED_TYPE",
    .summary = "no boolean under Bool or Null",
    .doc =
        R"(`Bool` and `Null` know `true` and `false`, in any case. AWS reads every other text as `false`: a `"yes"` never
asks for what it seems to ask for.
)",
    .check = check,
};

}  // namespace cordon::rules
