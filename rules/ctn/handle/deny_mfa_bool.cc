#include <fmt/format.h>

#include <algorithm>

#include "grammar/text.h"
#include "rules/conditions/conditions.h"
#include "rules/conditions/guards.h"
#include "rules/containment/intruder.h"
#include "rules/fix/edits.h"
#include "rules/rule.h"

namespace cordon::rules {
namespace {

constexpr std::string_view kMfaKey = "aws:MultiFactorAuthPresent";

bool asks_for_no_mfa(const ConditionUse& test) {
  return test.is(ValueType::kBool) && asks_for_value(test) &&
         std::ranges::any_of(test.entry.values, [](const PolicyText& value) {
           return equals_ignoring_ascii_case(value.value, "false");
         });
}

void look(const Subject& subject, std::size_t index, Found& found) {
  const Statement& statement = subject.statements()[index];
  for (const ConditionUse& test : tests_of(statement, kMfaKey)) {
    if (!asks_for_no_mfa(test)) continue;
    if (!found.may_try(subject)) return;
    const Intruder intruder(subject, index);
    const Request key = intruder.request(Holds::kLongTermKey, intruder.call());
    if (intruder.is_role() || intruder.bites(key) || !intruder.gets_through(key)) continue;
    Finding& finding =
        found.add(subject, test.entry.op.node.span(),
                  fmt::format("requests with an access key lack `{}`: {} gets through", kMfaKey,
                              describe(key)),
                  "use `BoolIfExists`");
    finding.fix = unsafe_fix("deny where the key is absent, too",
                             change_operator(statement, test.entry, "BoolIfExists"));
    finding.also_at = {test.key_span()};
  }
}

void check(const Subject& subject, Found& found) {
  if (!subject.compiled) return;
  for (std::size_t i = 0; i < subject.statements().size(); ++i) {
    const Statement& statement = subject.statements()[i];
    if (is_deny(statement) && denies_broadly(subject, statement)) look(subject, i, found);
  }
}

}  // namespace

extern const Rule kDenyMfaBool{
    .id = "CTN035",
    .name = "deny-mfa-bool",
    .level = Level::kSecurity,
    .fix = FixKind::kUnsafe,
    .parliament = "BAD_PATTERN_FOR_MFA",
    .replaces = "SEC047",
    .summary = "Deny of everything with Bool on MFA: absent for access keys",
    .doc =
        R"(Requests that are signed with an access key of a user carry no `aws:MultiFactorAuthPresent`, neither true
nor false. `Bool` on an absent key does not hold, so "deny everything without MFA" spares the one
credential that never has MFA. `BoolIfExists` denies there as well.
)",
    .check = check,
};

}  // namespace cordon::rules
