#include <fmt/format.h>

#include "rules/containment/intruder.h"
#include "rules/containment/revocation_words.h"
#include "rules/rule.h"

namespace cordon::rules {
namespace {

std::string effect_of(const ConditionUse& test, const PolicyText& value,
                      std::optional<Instant> now) {
  if (bound_of(test) == Bound::kLower) {
    return fmt::format("this denies every request from `{}` on, whoever makes it", value.value);
  }
  const auto end = read_policy_date(value.value);
  if (now && end && end->range.latest < *now) {
    return fmt::format("this has denied nothing since `{}`", value.value);
  }
  return fmt::format("this denies every request until `{}`, and none from then on", value.value);
}

void check(const Subject& subject, Found& found) {
  for (const Containment& step : containments(subject, Handle::kClock)) {
    if (step.has(Handle::kIssueTime) || !means_sessions(subject, *step.statement)) continue;
    for (const Bound bound : {Bound::kUpper, Bound::kLower}) {
      for (const ConditionUse& test : clock_times(*step.statement, bound)) {
        if (test.entry.values.empty()) continue;
        found.add(subject, test.entry.key.node.span(),
                  fmt::format("`{}` is the time of the request: {}", test.entry.key.value,
                              effect_of(test, test.entry.values.front(), subject.now)),
                  "to deny sessions by their age, compare `aws:TokenIssueTime`");
        return;
      }
    }
  }
}

}  // namespace

extern const Rule kCurrentTimeForIssueTime{
    .id = "CTN017",
    .name = "current-time-for-issue-time",
    .level = Level::kSecurity,
    .fix = FixKind::kHint,
    .summary = "aws:CurrentTime where aws:TokenIssueTime was meant",
    .doc =
        R"(`aws:CurrentTime` is when the request is made, `aws:TokenIssueTime` when the session was
issued. `DateLessThan` on the former denies everything up to the cutoff and nothing behind it; the
stolen sessions go on working as soon as it has passed.

The rule reads the names: it fires where the Sid or the policy's name speaks of sessions, tokens or a
revocation and the condition speaks of the clock.
)",
    .check = check,
};

}  // namespace cordon::rules
