#include <fmt/format.h>

#include "rules/containment/intruder.h"
#include "rules/rule.h"

namespace cordon::rules {
namespace {

void check(const Subject& subject, Found& found) {
  if (!subject.now) return;
  for (const Containment& step : containments(subject, Handle::kIssueTime)) {
    for (const ConditionUse& test : issue_times(*step.statement, Bound::kUpper)) {
      for (const PolicyText& value : test.entry.values) {
        const auto cutoff = read_policy_date(value.value);
        if (!cutoff || cutoff->may_be_unreadable || cutoff->range.earliest <= *subject.now)
          continue;
        found.add(
            subject, value.node.span(),
            fmt::format("the cutoff `{}` is in the future: sessions that are issued until then "
                        "are denied, too",
                        value.value),
            "choose the time at which the way in was closed");
      }
    }
  }
}

}  // namespace

extern const Rule kIssueTimeFuture{
    .id = "CTN004",
    .name = "issue-time-future",
    .level = Level::kSecurity,
    .summary = "cutoff in the future: sessions issued until then are denied, too",
    .doc = R"(With a cutoff in the future every session is older than the cutoff, also the ones that
the people who belong there open now: they are locked out until then. It is often a wrong day, or local
time that was marked as UTC. Once the time has come, whoever still can opens a session that passes.
)",
    .check = check,
};

}  // namespace cordon::rules
