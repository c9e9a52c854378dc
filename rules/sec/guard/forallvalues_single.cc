#include <fmt/format.h>

#include "engine/catalogue/oidc_issuers.h"
#include "rules/conditions/guards.h"
#include "rules/rule.h"

namespace cordon::rules {
namespace {

bool is_met_without_key(const ConditionUse& use) {
  return use.op.base != nullptr && use.op.qualifier == SetQualifier::kForAllValues &&
         !is_null_test(use) && is_allow(use.statement);
}

void check(const Subject& subject, Found& found) {
  each_condition(subject, [&](const ConditionUse& use) {
    if (!is_met_without_key(use) || catalogue::is_audience_key(use.key())) return;
    const auto facts = key_facts(use.key());
    if (!facts || facts->multivalued) return;
    const std::string_view plain = use.entry.op.value.substr(use.entry.op.value.find(':') + 1);
    Finding& finding = found.add(subject, use.key_span(),
                                 fmt::format("{} holds one value, and {} is met without it",
                                             backticked(use.key()), backticked(use.entry.op.value)),
                                 fmt::format("write `{}`", plain));
    finding.fix =
        unsafe_fix("remove the qualifier", change_operator(use.statement, use.entry, plain));
  });
}

}  // namespace

extern const Rule kForallvaluesSingle{
    .id = "SEC023",
    .name = "forallvalues-single",
    .level = Level::kSecurity,
    .fix = FixKind::kSafe,
    .aws_codes = {"FORALLVALUES_WITH_SINGLE_VALUED_KEY"},
    .parliament = "SINGLE_VALUE_CONDITION_TOO_PERMISSIVE",
    .summary = "`ForAllValues:` on a key with one value lets requests without it through",
    .doc =
        R"(`ForAllValues:` is true when the request has no value for the key: all of none match. On a key that holds one
value the qualifier does nothing else, so an Allow is given to whoever leaves the key away. Whether a key has one
value or several is known here as of a certain day; AWS has changed it for some.
)",
    .check = check,
};

}  // namespace cordon::rules
