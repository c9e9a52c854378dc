#include "rules/conditions/mfa.h"

#include <algorithm>

#include "grammar/text.h"
#include "rules/containment/containment.h"
#include "rules/principals/public_access.h"

namespace cordon::rules {
namespace {

bool denies_absent(const ConditionUse& use) {
  const bool mfa = is_mfa_key(use) || is_global(use, "aws:MultiFactorAuthAge");
  return (mfa && asks_for_absence(use)) || (use.op.if_exists && asks_for_mfa(use, "false"));
}

bool denies_false(const ConditionUse& use) { return asks_for_mfa(use, "false"); }

// A Deny for all callers on that condition alone: others make it be for fewer requests.
DenyList denies_on(const Subject& subject, bool (*fits)(const ConditionUse& use)) {
  return DenyList::of(subject, [fits](const Statement& statement) {
    const bool for_all = !statement.principal || everyone_in(statement) != nullptr;
    const auto uses = conditions_of(statement);
    return is_deny(statement) && for_all && uses.size() == 1 && fits(uses.front());
  });
}

}  // namespace

bool is_mfa_key(const ConditionUse& use) { return is_global(use, "aws:MultiFactorAuthPresent"); }

bool asks_for_mfa(const ConditionUse& use, std::string_view value) {
  if (!is_mfa_key(use) || use.op.base == nullptr || is_null_test(use) || use.negated()) {
    return false;
  }
  return !use.entry.values.empty() &&
         std::ranges::all_of(use.entry.values, [&](const PolicyText& each) {
           return equals_ignoring_ascii_case(each.value, value);
         });
}

bool asks_for_mfa(const Statement& statement, std::string_view value) {
  return std::ranges::any_of(conditions_of(statement),
                             [&](const ConditionUse& use) { return asks_for_mfa(use, value); });
}

MfaDenies::MfaDenies(const Subject& subject)
    : absent_(denies_on(subject, denies_absent)), false_(denies_on(subject, denies_false)) {}

}  // namespace cordon::rules
