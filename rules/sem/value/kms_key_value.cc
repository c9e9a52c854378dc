#include <fmt/format.h>

#include <algorithm>
#include <span>
#include <utility>
#include <vector>

#include "engine/catalogue/value_form.h"
#include "engine/pattern_sets.h"
#include "rules/conditions/conditions.h"
#include "rules/rule.h"

namespace cordon::rules {
namespace {

Pattern shape_of_key_arns() {
  std::vector<Pattern::Token> tokens;
  append_glob(tokens, "arn:*:kms:*:*:key/*");
  // Each `*` ends a field, and may not run on into the next one here.
  std::ranges::replace(std::span(tokens).first(tokens.size() - 1), Pattern::kAnyRun,
                       Pattern::kAnyRunInField);
  return Pattern(std::move(tokens));
}

bool may_be_key_arn(const ConditionUse& use, const PolicyText& value) {
  if (value.value == "*") return true;
  std::vector<Pattern::Token> tokens;
  if (use.op.base->wildcards) {
    append_glob(tokens, value.value);
  } else {
    append_literal(tokens, value.value);
  }
  confine_wildcards_to_fields(tokens);
  return intersects(shape_of_key_arns(), Pattern(std::move(tokens))) != Truth::kFalse;
}

void check(const Subject& subject, Found& found) {
  each_condition_of(subject, kTextOperators, [&](const ConditionUse& use) {
    if (catalogue::value_form(use.key()) != catalogue::ValueForm::kKmsKeyArn) return;
    each_fixed_value(subject, use, [&](const PolicyText& value) {
      if (may_be_key_arn(use, value)) return;
      found.add(subject, value.node.span(),
                fmt::format("{} is not the ARN of a KMS key, which {} holds",
                            backticked(value.value), backticked(use.key())),
                "write `arn:aws:kms:REGION:ACCOUNT:key/ID`");
    });
  });
}

}  // namespace

extern const Rule kKmsKeyValue{
    .id = "SEM049",
    .name = "kms-key-value",
    .level = Level::kError,
    .aws_codes = {"INVALID_KMS_KEY_VALUE"},
    .summary = "no key ARN where one is needed",
    .doc =
        R"(The key holds the ARN of a KMS key. An alias, a bare key id or the ARN of an alias equals no such ARN.
)",
    .check = check,
};

}  // namespace cordon::rules
