#include <fmt/format.h>

#include <algorithm>
#include <initializer_list>

#include "rules/conditions/conditions.h"
#include "rules/rule.h"

namespace cordon::rules {
namespace {

constexpr std::initializer_list<ValueType> kPatterns = {ValueType::kStringLike, ValueType::kArn};

void check(const Subject& subject, Found& found) {
  each_condition_of(subject, kPatterns, [&](const ConditionUse& use) {
    if (!use.negated() || use.op.qualifier != SetQualifier::kNone) return;
    const auto star = std::ranges::find(use.entry.values, "*", &PolicyText::value);
    const auto facts = key_facts(use.key());
    if (star == use.entry.values.end() || (facts && facts->always_present())) return;
    Finding& finding = found.add(subject, star->node.span(),
                                 fmt::format("`*` under {} only tests that {} is absent",
                                             backticked(use.entry.op.value), backticked(use.key())),
                                 fmt::format("write \"Null\": {{\"{}\": \"true\"}}", use.key()));
    finding.fix = unsafe_fix("test for absence with `Null`",
                             join(change_operator(use.statement, use.entry, "Null"),
                                  replace_value(written_values(use.entry), json_string("true"))));
  });
}

}  // namespace

extern const Rule kNotlikeStarIsNull{
    .id = "SEM055",
    .name = "notlike-star-is-null",
    .level = Level::kInfo,
    .fix = FixKind::kUnsafe,
    .aws_codes = {"EQUIVALENT_TO_NULL_TRUE"},
    .summary = "a negated pattern that only tests whether the key is absent",
    .doc =
        R"(No value differs from `*`, so the condition is met only by requests without the key. `Null` says that in so
many words.
)",
    .check = check,
};

}  // namespace cordon::rules
