#include <fmt/format.h>

#include "rules/conditions/conditions.h"
#include "rules/containment/intruder.h"
#include "rules/fix/edits.h"
#include "rules/rule.h"

namespace cordon::rules {
namespace {

std::optional<Fix> turned_round(const Statement& statement, const ConditionUse& test) {
  return unsafe_fix("deny what was issued before",
                    change_operator(statement, test.entry, replaced(test, "Greater", "Less")));
}

void check(const Subject& subject, Found& found) {
  for_each_step(
      subject, Handle::kIssueTime, found, [&](const Containment& step, const Intruder& intruder) {
        const auto from = issue_times(*step.statement, Bound::kLower);
        const bool window = !issue_times(*step.statement, Bound::kUpper).empty();
        if (from.empty() || window) return;
        const auto newer = intruder.denied_request(intruder.session());
        if (!newer || from.front().entry.values.empty()) return;
        const auto cutoff = read_policy_date(from.front().entry.values.front().value);
        if (!cutoff) return;
        const Instant stolen{cutoff->range.earliest.ms - 60'000};
        const Request older = intruder.request(intruder.session(), intruder.call(), stolen);
        if (!intruder.gets_through(older)) return;
        found
            .add(subject, from.front().entry.op.node.span(),
                 fmt::format(
                     "`{}` denies the sessions issued after the cutoff and leaves those before: {} "
                     "gets through",
                     from.front().entry.op.value, describe(older)),
                 "a revocation denies what was issued before: `DateLessThan`")
            .fix = turned_round(*step.statement, from.front());
      });
}

}  // namespace

extern const Rule kIssueTimeInverted{
    .id = "CTN003",
    .name = "issue-time-inverted",
    .level = Level::kSecurity,
    .fix = FixKind::kUnsafe,
    .summary = "Deny of sessions issued after the cutoff: the stolen ones live",
    .doc = R"(The sessions that an intruder holds were issued before the incident was noticed.
`DateGreaterThan` in a Deny hits those that are made later, by the people who belong there, and leaves
the stolen ones alone. Revocations use `DateLessThan`, as the policy AWSRevokeOlderSessions does.
)",
    .check = check,
};

}  // namespace cordon::rules
