#include <fmt/format.h>

#include "rules/containment/intruder.h"
#include "rules/containment/revocation_words.h"
#include "rules/rule.h"

namespace cordon::rules {
namespace {

void check(const Subject& subject, Found& found) {
  if (!subject.now) return;
  for_each_step(
      subject, Handle::kClock, found, [&](const Containment& step, const Intruder& intruder) {
        if (means_sessions(subject, *step.statement)) return;  // CTN017
        for (const ConditionUse& test : clock_times(*step.statement, Bound::kUpper)) {
          if (!found.may_try(subject)) return;
          const auto held = intruder.denied_request(Holds::kLongTermKey);
          if (!held || test.entry.values.empty()) continue;
          Request later = *held;
          later.at = *subject.now;
          if (intruder.bites(later) || later.at <= held->at || !intruder.gets_through(later))
            continue;
          const PolicyText& end = test.entry.values.front();
          found.add(subject, end.node.span(),
                    fmt::format("the Deny has lapsed at `{}`: {} gets through again", end.value,
                                describe(later)),
                    "deny without an end, until what it held off is gone for sure");
          break;
        }
      });
}

}  // namespace

extern const Rule kCurrentTimeExpired{
    .id = "CTN015",
    .name = "current-time-expired",
    .level = Level::kSecurity,
    .summary = "containment Deny with an end that has passed",
    .doc =
        R"(A Deny of everything "for 36 hours" outlasts the tokens that a leaked key could have made.
It does not outlast an access key that was never deleted, or the role sessions that a token opened in
its last minute. When the time is over, the Deny is gone without a trace.

If it has done its work, remove it; if not, deny without an end.
)",
    .check = check,
};

}  // namespace cordon::rules
