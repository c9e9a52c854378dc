#include <fmt/format.h>

#include "rules/conditions/guards.h"
#include "rules/principals/public_access.h"
#include "rules/rule.h"

namespace cordon::rules {
namespace {

// A request that sets no tags is no way around a list of the tags that may be set.
bool is_harmless(const ConditionUse& use) { return is_global(use, "aws:TagKeys"); }

bool is_open(const ConditionUse& use) {
  return use.op.base != nullptr && use.op.qualifier == SetQualifier::kForAllValues &&
         !is_null_test(use) && !is_harmless(use) && !needs_key(use.statement, use.key());
}

void check(const Subject& subject, Found& found) {
  if (!gives(subject)) return;
  each_condition(subject, [&](const ConditionUse& use) {
    if (!is_allow(use.statement) || !is_open(use)) return;
    const auto facts = key_facts(use.key());
    if (!facts || !facts->multivalued || lets_everyone_in(subject, use.statement)) return;
    found.add(subject, use.key_span(),
              fmt::format("{} is also met by a request without {}", backticked(use.entry.op.value),
                          backticked(use.key())),
              fmt::format("add \"Null\": {{\"{}\": \"false\"}}", use.key()));
  });
}

}  // namespace

extern const Rule kForallvaluesWithoutNull{
    .id = "SEC024",
    .name = "forallvalues-without-null",
    .level = Level::kSecurity,
    .fix = FixKind::kHint,
    .summary = "an Allow under `ForAllValues:` that a request without the key gets",
    .doc =
        R"(`ForAllValues:` asks that all values of the request match, and a request without values meets that. In an Allow
the key then has to be asked for: `"Null": {"key": "false"}`. A scan of a whole table, for instance, names no
leading keys. `aws:TagKeys` is left out: a request without it sets no tags.
)",
    .check = check,
};

}  // namespace cordon::rules
