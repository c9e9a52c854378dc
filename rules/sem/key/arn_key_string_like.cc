#include <fmt/format.h>

#include <string>

#include "rules/conditions/conditions.h"
#include "rules/rule.h"

namespace cordon::rules {
namespace {

void check(const Subject& subject, Found& found) {
  each_condition_of(subject, {ValueType::kStringLike}, [&](const ConditionUse& use) {
    const auto facts = key_facts(use.key());
    if (!facts || facts->type != catalogue::KeyType::kArn) return;
    std::string op(use.entry.op.value);
    op.replace(op.find("String"), 6, "Arn");
    Finding& finding = found.add(subject, use.key_span(),
                                 fmt::format("{} holds an ARN: under {} a `*` crosses its colons",
                                             backticked(use.key()), backticked(use.entry.op.value)),
                                 fmt::format("write `{}`", op));
    finding.fix =
        unsafe_fix("compare field by field", change_operator(use.statement, use.entry, op));
  });
}

}  // namespace

extern const Rule kArnKeyStringLike{
    .id = "SEM033",
    .name = "arn-key-string-like",
    .level = Level::kSecurity,
    .fix = FixKind::kUnsafe,
    .aws_codes = {"STRING_LIKE_OPERATOR_WITH_ARN_CONDITION_KEYS"},
    .parliament = "MISMATCHED_TYPE_BUT_USABLE",
    .summary = "a pattern for an ARN that crosses its colons",
    .doc =
        R"(Under `StringLike` a `*` matches colons too, so `arn:aws:sns:*:111122223333:alerts` is also met by an ARN whose
fields are others than they look. `ArnLike` compares field by field.
)",
    .check = check,
};

}  // namespace cordon::rules
