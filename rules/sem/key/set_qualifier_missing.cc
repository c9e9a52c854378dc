#include <fmt/format.h>

#include "rules/conditions/conditions.h"
#include "rules/rule.h"

namespace cordon::rules {
namespace {

void check(const Subject& subject, Found& found) {
  each_condition(subject, [&](const ConditionUse& use) {
    if (use.op.base == nullptr || use.op.base->type == ValueType::kNull) return;
    if (use.op.qualifier != SetQualifier::kNone) return;
    const auto facts = key_facts(use.key());
    if (!facts || !facts->multivalued) return;
    found.add(subject, use.key_span(),
              fmt::format("{} has several values: {} needs `ForAnyValue:` or `ForAllValues:`",
                          backticked(use.key()), backticked(use.entry.op.value)),
              fmt::format("write `ForAnyValue:{0}` if one value is enough, `ForAllValues:{0}` with "
                          "a test that the key is there if all must match",
                          use.entry.op.value));
  });
}

}  // namespace

extern const Rule kSetQualifierMissing{
    .id = "SEM051",
    .name = "set-qualifier-missing",
    .level = Level::kError,
    .fix = FixKind::kHint,
    .aws_codes = {"MISSING_QUALIFIER"},
    .summary = "key with several values without ForAllValues or ForAnyValue",
    .doc =
        R"(A request carries a list for this key. Without `ForAllValues:` or `ForAnyValue:` a list matches nothing, so
that an Allow is dead and a Deny has a hole.
)",
    .check = check,
};

}  // namespace cordon::rules
