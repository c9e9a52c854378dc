#include <fmt/format.h>

#include "grammar/text.h"
#include "rules/conditions/conditions.h"
#include "rules/rule.h"

namespace cordon::rules {
namespace {

/// AWS has a code of its own for the key that it no longer supports.
constexpr std::string_view kUnsupported = "aws:ARN";
constexpr std::string_view kUnsupportedCode = "UNSUPPORTED_GLOBAL_CONDITION_KEY";

void check(const Subject& subject, Found& found) {
  each_condition(subject, [&](const ConditionUse& use) {
    const auto facts = key_facts(use.key());
    if (!facts || facts->global == nullptr || !facts->global->deprecated) return;
    const std::string_view instead = facts->global->use_instead;
    Finding& finding =
        found.add(subject, use.key_span(),
                  fmt::format("condition key {} is deprecated", backticked(use.key())),
                  fmt::format("write `{}`", instead));
    if (equals_ignoring_ascii_case(use.key(), kUnsupported)) {
      finding.aws_code = kUnsupportedCode;
      finding.level = Level::kError;
    }
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
    .aws_codes = {"DEPRECATED_GLOBAL_CONDITION_KEY", kUnsupportedCode},
    .summary = "old name of a key",
    .doc =
        R"(AWS has renamed some keys. The old names are not in every request that carries the new one, and
`aws:ARN` is not supported any more.
)",
    .check = check,
};

}  // namespace cordon::rules
