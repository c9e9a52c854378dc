#include <fmt/format.h>

#include "rules/conditions/guards.h"
#include "rules/rule.h"

namespace cordon::rules {
namespace {

// A Deny for some prefixes, or an Allow for all but some.
bool excludes_prefixes(const ConditionUse& use) {
  if (!use.statement.effect || is_null_test(use)) return false;
  return is_allow(use.statement) == use.negated();
}

void check(const Subject& subject, Found& found) {
  each_condition_of(
      subject, {ValueType::kString, ValueType::kStringIgnoreCase, ValueType::kStringLike},
      [&](const ConditionUse& use) {
        if (!is_key(use, "s3:prefix") || !excludes_prefixes(use)) return;
        found.add(subject, use.key_span(),
                  fmt::format("a shorter {} than the one that is kept out lists the same objects",
                              backticked(use.key())),
                  "say which prefixes are allowed: Allow with StringLike, or Deny with "
                  "StringNotLike");
      });
}

}  // namespace

extern const Rule kS3PrefixNegative{
    .id = "SEC033",
    .name = "s3-prefix-negative",
    .level = Level::kSecurity,
    .fix = FixKind::kUnsafe,
    .aws_codes = {"S3_PREFIX_IN_NEGATIVE_CONTEXT"},
    .summary = "prefixes of a listing that are kept out",
    .doc =
        R"(`s3:prefix` is what the caller asks to be listed. Whoever may not ask for `secret/` asks for `sec`, or for
nothing at all, and gets the same names. Only a list of the prefixes that may be asked for holds.
)",
    .check = check,
};

}  // namespace cordon::rules
