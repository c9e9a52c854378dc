#include <fmt/format.h>

#include "rules/conditions/guards.h"
#include "rules/containment/intruder.h"
#include "rules/rule.h"

namespace cordon::rules {
namespace {

void look(const Subject& subject, std::size_t index, Found& found) {
  const Statement& statement = subject.statements()[index];
  for (const ConditionUse& test : issue_times(statement, Bound::kLower)) {
    if (!asks_for_value_if_there(test)) continue;
    if (!found.may_try(subject)) return;
    const Intruder intruder(subject, index);
    const Request key = intruder.request(Holds::kLongTermKey, intruder.call());
    if (intruder.is_role() || !intruder.bites(key) || !intruder.gets_through(key)) continue;
    found.add(subject, test.entry.op.node.span(),
              fmt::format("`{}` also holds where there is no `{}`: {} is allowed",
                          test.entry.op.value, kIssueTimeKey, describe(key)),
              "use `DateGreaterThan`: it holds only for sessions that are new enough");
  }
}

void check(const Subject& subject, Found& found) {
  if (!subject.compiled) return;
  for (std::size_t i = 0; i < subject.statements().size(); ++i) {
    if (!is_deny(subject.statements()[i])) look(subject, i, found);
  }
}

}  // namespace

extern const Rule kIssueTimeAllowIfexists{
    .id = "CTN010",
    .name = "issue-time-allow-ifexists",
    .level = Level::kSecurity,
    .fix = FixKind::kHint,
    .summary = "Allow with DateGreaterThanIfExists on the issue time admits long-term keys",
    .doc = R"(An Allow that asks for a session newer than a cutoff is meant to let nobody in with an
older credential. With `IfExists` the condition also holds where the request has no issue time at all:
for every long-term key, the leaked one among them.
)",
    .check = check,
};

}  // namespace cordon::rules
