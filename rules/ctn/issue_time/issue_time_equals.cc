#include <fmt/format.h>

#include "rules/conditions/conditions.h"
#include "rules/containment/intruder.h"
#include "rules/fix/edits.h"
#include "rules/rule.h"

namespace cordon::rules {
namespace {

std::optional<Fix> up_to(const Statement& statement, const ConditionUse& test) {
  return unsafe_fix("deny everything issued before",
                    change_operator(statement, test.entry, replaced(test, "Equals", "LessThan")));
}

void check(const Subject& subject, Found& found) {
  for_each_step(
      subject, Handle::kIssueTime, found, [&](const Containment& step, const Intruder& intruder) {
        for (const ConditionUse& test : issue_times(*step.statement, Bound::kPoint)) {
          if (!found.may_try(subject)) return;
          const auto hit = intruder.denied_request(intruder.session());
          if (!hit) continue;
          const Instant before{hit->credential()->issued->earliest.ms - 1000};
          const Request older = intruder.request(intruder.session(), intruder.call(), before);
          if (!intruder.gets_through(older)) continue;
          found
              .add(subject, test.entry.op.node.span(),
                   fmt::format("`{}` denies the sessions of one instant: {} gets through",
                               test.entry.op.value, describe(older)),
                   "use `DateLessThan`")
              .fix = up_to(*step.statement, test);
        }
      });
}

}  // namespace

extern const Rule kIssueTimeEquals{
    .id = "CTN012",
    .name = "issue-time-equals",
    .level = Level::kSecurity,
    .fix = FixKind::kUnsafe,
    .summary = "Deny with DateEquals hits the sessions of one instant",
    .doc = R"(`DateEquals` compares instants. A Deny with it stops the sessions that were issued at
exactly that time and no other. A revocation denies what was issued before its cutoff.
)",
    .check = check,
};

}  // namespace cordon::rules
