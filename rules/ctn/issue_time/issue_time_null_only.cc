#include <fmt/format.h>

#include <algorithm>

#include "rules/containment/intruder.h"
#include "rules/rule.h"

namespace cordon::rules {
namespace {

bool only_asks_for_presence(const Statement& statement) {
  const auto tests = tests_of(statement, kIssueTimeKey);
  return std::ranges::all_of(tests,
                             [](const ConditionUse& test) { return test.is(ValueType::kNull); });
}

void check(const Subject& subject, Found& found) {
  for_each_step(
      subject, Handle::kIssueTime, found, [&](const Containment& step, const Intruder& intruder) {
        if (!only_asks_for_presence(*step.statement)) return;
        const PolicyText& key = tests_of(*step.statement, kIssueTimeKey).front().entry.key;
        for (const Holds holds : {Holds::kLongTermKey, intruder.session()}) {
          const Request spared = intruder.request(holds, intruder.call());
          const bool no_such_key = holds == Holds::kLongTermKey && intruder.is_role();
          if (no_such_key || intruder.bites(spared) || !intruder.gets_through(spared)) continue;
          found.add(subject, key.node.span(),
                    fmt::format("the Deny only asks whether there is an `{}`: {} gets through",
                                kIssueTimeKey, describe(spared)),
                    "compare the time, or deny without the condition");
        }
      });
}

}  // namespace

extern const Rule kIssueTimeNullOnly{
    .id = "CTN011",
    .name = "issue-time-null-only",
    .level = Level::kSecurity,
    .summary = "Deny that asks only whether there is an issue time",
    .doc = R"(`Null` on `aws:TokenIssueTime` tells temporary credentials from long-term keys, and
nothing else: `"false"` denies all sessions, new ones too, and spares the access keys; `"true"` denies
the access keys and spares every session that was made with them.
)",
    .check = check,
};

}  // namespace cordon::rules
