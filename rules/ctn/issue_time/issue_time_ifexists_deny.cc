#include <fmt/format.h>

#include "rules/conditions/guards.h"
#include "rules/containment/intruder.h"
#include "rules/rule.h"

namespace cordon::rules {
namespace {

void check(const Subject& subject, Found& found) {
  for_each_step(
      subject, Handle::kIssueTime, found, [&](const Containment& step, const Intruder& intruder) {
        if (intruder.is_role() || subject.is(PolicyType::kSession)) return;
        for (const ConditionUse& test : issue_times(*step.statement, Bound::kUpper)) {
          if (!asks_for_value_if_there(test)) continue;
          if (!found.may_try(subject)) return;
          const Request key = intruder.request(Holds::kLongTermKey, intruder.call());
          if (!intruder.bites(key)) continue;
          found.add(
              subject, test.entry.op.node.span(),
              fmt::format(
                  "`{}` also holds where there is no `{}`: {} is denied, whenever it is made",
                  test.entry.op.value, kIssueTimeKey, describe(key)),
              "keep it if the access keys are to be shut out for good, else use `DateLessThan`");
        }
      });
}

}  // namespace

extern const Rule kIssueTimeIfexistsDeny{
    .id = "CTN009",
    .name = "issue-time-ifexists-deny",
    .level = Level::kWarning,
    .summary = "Deny with DateLessThanIfExists shuts out every long-term key",
    .doc =
        R"(With `IfExists`, or `ForAllValues:`, a condition also holds where the request lacks the
key. Requests signed with a long-term key never have `aws:TokenIssueTime`: the Deny hits all of them,
today and in a year. That contains a leaked key, and it stops every job that still uses one.
)",
    .check = check,
};

}  // namespace cordon::rules
