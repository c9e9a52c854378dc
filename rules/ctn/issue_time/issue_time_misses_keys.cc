#include <fmt/format.h>

#include <array>

#include "rules/containment/intruder.h"
#include "rules/rule.h"

namespace cordon::rules {
namespace {

void look(const Subject& subject, std::span<const Subject* const> together, Found& found) {
  if (!subject.compiled || subject.is(PolicyType::kSession)) return;
  for (const Containment& step : containments(subject, Handle::kIssueTime)) {
    if (!found.may_try(subject)) return;
    const Intruder intruder(subject, step.index, together);
    const auto cutoffs = issue_times(*step.statement, Bound::kUpper);
    if (cutoffs.empty() || intruder.is_role()) continue;
    if (!intruder.denied_request(Holds::kSessionToken)) continue;
    const Request key = intruder.request(Holds::kLongTermKey, intruder.call());
    if (intruder.bites(key) || !intruder.gets_through(key)) continue;
    found.add(
        subject, cutoffs.front().entry.key.node.span(),
        fmt::format("the Deny misses long-term keys, which have no `{}`: {} still gets through",
                    kIssueTimeKey, describe(key)),
        "deactivate the access keys before the cutoff, or deny without the condition");
    return;
  }
}

void check(const Subject& subject, Found& found) {
  if (!subject.is(PolicyType::kIdentity)) look(subject, {}, found);
}

void check_principal(const Principal& principal, Found& found) {
  for (const Subject* subject : principal.documents) look(*subject, principal.documents, found);
}

}  // namespace

extern const Rule kIssueTimeMissesKeys{
    .id = "CTN001",
    .name = "issue-time-misses-keys",
    .level = Level::kSecurity,
    .fix = FixKind::kHint,
    .summary = "Deny by issue time as the only containment: long-term keys stay free",
    .doc =
        R"(Only temporary credentials carry `aws:TokenIssueTime`. A request that is signed with an
access key of a user lacks the key, so `DateLessThan` does not hold for it and the Deny does not apply.
And with a live access key, `sts:GetSessionToken` makes a session that is newer than any cutoff.

Deactivate or delete the user's access keys first and choose a cutoff behind that, or deny everything
without a condition. On a role the Deny is right as it is: roles have no long-term keys.
)",
    .check = check,
    .check_principal = check_principal,
};

}  // namespace cordon::rules
