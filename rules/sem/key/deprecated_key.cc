#include <fmt/format.h>

#include "rules/conditions.h"
#include "rules/rule.h"

namespace cordon::rules {
namespace {

void check(const Subject& subject, Found& found) {
  each_condition(subject, [&](const ConditionUse& use) {
    const auto facts = key_facts(use.key());
    if (!facts || facts->global == nullptr || !facts->global->deprecated) return;
    const std::string_view instead = facts->global->use_instead;
    Finding& finding =
        found.add(subject, use.key_span(),
                  fmt::format("condition key {} is deprecated", backticked(use.key())),
                  fmt::format("write `{}`", instead));
    finding.fix =
        unsafe_fix(fmt::format("use `{}`", instead), replace_string(use.entry.key.node, instead));
  });
}

}  // namespace

extern const Rule kDeprecatedKey{
    .id = "SEM025",
    .name = "deprecated-key",
    .level = Level::kWarning,
    .fix = FixKind::kUnsafe,
    .aws_codes = {"DEPRECATED_GLOBAL_CONDITION_KEY", "UNSUPPORTED_GLOBAL_CONDITION_KEY"},
    .summary = "old name of a key",
    .doc =
        R"(AWS has renamed some keys. The old names are not in every request that carries the new one, and
`aws:ARN` is not supported any more.
)",
    .check = check,
};

}  // namespace cordon::rules
