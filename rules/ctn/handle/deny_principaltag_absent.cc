#include <fmt/format.h>

#include "rules/containment/intruder.h"
#include "rules/rule.h"

namespace cordon::rules {
namespace {

void check(const Subject& subject, Found& found) {
  for_each_step(subject, Handle::kTag, [&](const Containment& step, const Intruder& intruder) {
    for (const KeyTest& test : tests_of(*step.statement, "aws:PrincipalTag/")) {
      if (!test.positive() || test.holds_when_absent() || test.entry->values.empty()) continue;
      for (Request request : intruder.stopped()) {
        put(request, test.entry->key.value, "something-else");
        if (!intruder.gets_through(request)) continue;
        found.add(
            subject, test.entry->key.node.span(),
            fmt::format("a session may set `{}` itself: {} gets through with another value",
                        test.entry->key.value, describe(request)),
            "deny `sts:TagSession` and the tagging of users and roles to all but the responders");
        break;
      }
    }
  });
}

}  // namespace

extern const Rule kDenyPrincipaltagAbsent{
    .id = "CTN033",
    .name = "deny-principaltag-absent",
    .level = Level::kSecurity,
    .fix = FixKind::kHint,
    .summary = "Deny keyed on a principal tag that can be dropped or overridden",
    .doc =
        R"(`aws:PrincipalTag` is not only what the user or role was tagged with: session tags that were passed when
the session was made go before it, for as long as the session lives. A session that an intruder opened
with the tag set, and whoever may change tags, is not under the Deny.
)",
    .check = check,
};

}  // namespace cordon::rules
