#include <algorithm>
#include <string_view>

#include "rules/conditions/guards.h"
#include "rules/rule.h"

namespace cordon::rules {
namespace {

constexpr std::string_view kSelect = "dynamodb:Select";
constexpr std::string_view kOperator = "StringEqualsIfExists";

bool tests_select(const Statement& statement) {
  return std::ranges::any_of(conditions_of(statement),
                             [](const ConditionUse& use) { return is_key(use, kSelect); });
}

void check(const Subject& subject, Found& found) {
  each_condition(subject, [&](const ConditionUse& use) {
    if (!is_allow(use.statement) || !is_key(use, "dynamodb:Attributes")) return;
    if (is_null_test(use) || tests_select(use.statement)) return;
    Finding& finding =
        found.add(subject, use.key_span(),
                  "without `dynamodb:Select` a query that names no attributes gets all of them",
                  R"(add "StringEqualsIfExists": {"dynamodb:Select": "SPECIFIC_ATTRIBUTES"})");
    finding.fix =
        unsafe_fix("ask for named attributes",
                   add_condition(use.statement, kOperator, kSelect, "SPECIFIC_ATTRIBUTES"));
  });
}

}  // namespace

extern const Rule kDynamodbSelectMissing{
    .id = "SEC034",
    .name = "dynamodb-select-missing",
    .level = Level::kSecurity,
    .fix = FixKind::kSafe,
    .aws_codes = {"DYNAMODB_ATTRIBUTES_WITHOUT_SELECT"},
    .summary = "attributes of a table guarded without `dynamodb:Select`",
    .doc =
        R"(`dynamodb:Attributes` is the list of attributes that a request names. A query or scan that names none carries no
list and gets all attributes. `dynamodb:Select` has to be `SPECIFIC_ATTRIBUTES`, where the request has it.
)",
    .check = check,
};

}  // namespace cordon::rules
