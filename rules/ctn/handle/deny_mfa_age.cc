#include <fmt/format.h>

#include "rules/conditions/conditions.h"
#include "rules/conditions/guards.h"
#include "rules/containment/intruder.h"
#include "rules/fix/edits.h"
#include "rules/rule.h"

namespace cordon::rules {
namespace {

constexpr std::string_view kAgeKey = "aws:MultiFactorAuthAge";

void look(const Subject& subject, std::size_t index, Found& found) {
  const Statement& statement = subject.statements()[index];
  for (const ConditionUse& test : tests_of(statement, kAgeKey)) {
    if (bound_of(test) != Bound::kLower || !asks_for_value(test)) continue;
    if (!found.may_try(subject)) return;
    const Intruder intruder(subject, index);
    const Holds holds = intruder.is_role() ? Holds::kRoleSession : Holds::kLongTermKey;
    const Request request = intruder.request(holds, intruder.call());
    if (intruder.bites(request) || !intruder.gets_through(request)) continue;
    found
        .add(subject, test.entry.op.node.span(),
             fmt::format("requests without MFA lack `{}`: {} gets through", kAgeKey,
                         describe(request)),
             fmt::format("use `{}IfExists`", test.op.base->name))
        .fix = unsafe_fix(
        "deny where there was no MFA, too",
        change_operator(statement, test.entry, fmt::format("{}IfExists", test.op.base->name)));
  }
}

void check(const Subject& subject, Found& found) {
  if (!subject.compiled) return;
  for (std::size_t i = 0; i < subject.statements().size(); ++i) {
    if (is_deny(subject.statements()[i])) look(subject, i, found);
  }
}

}  // namespace

extern const Rule kDenyMfaAge{
    .id = "CTN036",
    .name = "deny-mfa-age",
    .level = Level::kSecurity,
    .fix = FixKind::kUnsafe,
    .summary = "Deny by the age of MFA without IfExists: absent without MFA",
    .doc =
        R"(`aws:MultiFactorAuthAge` is in a request only if the credential was made with MFA. A Deny of what is older
than an hour therefore lets everything pass that never had MFA: access keys, and sessions made with them.
With `IfExists` the Deny holds for these as well.
)",
    .check = check,
};

}  // namespace cordon::rules
