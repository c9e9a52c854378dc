#include <fmt/format.h>

#include <optional>
#include <string_view>

#include "rules/conditions/mfa.h"
#include "rules/containment/containment.h"
#include "rules/rule.h"

namespace cordon::rules {
namespace {

struct Better {
  std::string_view op;
  std::string_view value;
};

std::optional<Better> better_for(const ConditionUse& use, const MfaDenies& denies) {
  if (!is_mfa_key(use)) return {};
  if (is_allow(use.statement) && asks_for_presence(use) && !asks_for_mfa(use.statement, "true")) {
    return Better{.op = "Bool", .value = "true"};
  }
  if (is_deny(use.statement) && asks_for_absence(use) && !denies.also_false(use.statement)) {
    return Better{.op = "BoolIfExists", .value = "false"};
  }
  return {};
}

void check(const Subject& subject, Found& found) {
  const MfaDenies denies(subject);
  each_condition(subject, [&](const ConditionUse& use) {
    const auto better = better_for(use, denies);
    if (!better) return;
    Finding& finding = found.add(
        subject, use.key_span(),
        fmt::format("sessions without MFA carry {}, too, as `false`", backticked(use.key())),
        fmt::format("write \"{}\": {{\"{}\": \"{}\"}}", better->op, use.key(), better->value));
    finding.fix =
        unsafe_fix("ask for the value",
                   join(change_operator(use.statement, use.entry, better->op),
                        replace_value(written_values(use.entry), json_string(better->value))));
  });
}

}  // namespace

extern const Rule kMfaNull{
    .id = "SEC049",
    .name = "mfa-null",
    .level = Level::kSecurity,
    .fix = FixKind::kUnsafe,
    .parliament = "BAD_PATTERN_FOR_MFA",
    .summary = "MFA tested by the presence of its key",
    .doc =
        R"(`Null` asks whether a request has `aws:MultiFactorAuthPresent`, not what it says. A session of the console or of
`GetSessionToken` without MFA carries the key as `false`: an Allow for requests with the key lets it in, and a Deny
for requests without it does not reach it.
)",
    .check = check,
};

}  // namespace cordon::rules
