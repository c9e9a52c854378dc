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
    if (use.negated() || use.op.if_exists || use.op.qualifier == SetQualifier::kForAllValues)
      return;
    const auto star = std::ranges::find(use.entry.values, "*", &PolicyText::value);
    if (star == use.entry.values.end()) return;
    Finding& finding = found.add(subject, star->node.span(),
                                 fmt::format("`*` under {} only tests that {} is there",
                                             backticked(use.entry.op.value), backticked(use.key())),
                                 fmt::format("write \"Null\": {{\"{}\": \"false\"}}", use.key()));
    finding.fix = unsafe_fix("test for presence with `Null`",
                             join(change_operator(use.statement, use.entry, "Null"),
                                  replace_value(written_values(use.entry), json_string("false"))));
  });
}

}  // namespace

extern const Rule kLikeStarIsNull{
    .id = "SEM054",
    .name = "like-star-is-null",
    .level = Level::kInfo,
    .fix = FixKind::kUnsafe,
    .aws_codes = {"EQUIVALENT_TO_NULL_FALSE"},
    .summary = "a pattern that only tests whether the key is there",
    .doc =
        R"(`*` matches every value, so the condition says no more than that the request has the key. `Null` says that
in so many words, and nobody will take it for a check of the value.
)",
    .check = check,
};

}  // namespace cordon::rules
