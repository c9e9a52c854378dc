#include <fmt/format.h>

#include "rules/containment/containment.h"
#include "rules/fix/edits.h"
#include "rules/rule.h"

namespace cordon::rules {
namespace {

// The one instant that a test compares with.
std::optional<Instant> instant_of(const KeyTest& test) {
  if (test.entry->values.size() != 1) return std::nullopt;
  const auto read = read_policy_date(test.entry->values.front().value);
  if (!read || !read->range.exact()) return std::nullopt;
  return read->range.earliest;
}

std::optional<Fix> swapped(const PolicyText& from, const PolicyText& until) {
  const PolicyText& first = from.node.span().begin < until.node.span().begin ? from : until;
  const PolicyText& second = &first == &from ? until : from;
  return unsafe_fix("swap the bounds", join(replace_string(first.node, second.value),
                                            replace_string(second.node, first.value)));
}

void check(const Subject& subject, Found& found) {
  for (const Containment& step : containments(subject, Handle::kClock)) {
    for (const KeyTest& lower : clock_times(*step.statement, Bound::kLower)) {
      for (const KeyTest& upper : clock_times(*step.statement, Bound::kUpper)) {
        const auto from = instant_of(lower);
        const auto until = instant_of(upper);
        if (!from || !until || *from <= *until) continue;
        const PolicyText& begin = lower.entry->values.front();
        const PolicyText& end = upper.entry->values.front();
        found
            .add(subject, begin.node.span(),
                 fmt::format("from `{}` until `{}` is no time at all: the Deny is never in force",
                             begin.value, end.value),
                 "swap the bounds")
            .relate(subject.source(), end.node.span(), "the upper bound")
            .fix = swapped(begin, end);
        return;
      }
    }
  }
}

}  // namespace

extern const Rule kCurrentTimeWindowInverted{
    .id = "CTN016",
    .name = "current-time-window-inverted",
    .level = Level::kSecurity,
    .fix = FixKind::kUnsafe,
    .summary = "lower bound above the upper bound: the Deny is never in force",
    .doc =
        R"(All operators of a Condition have to hold at once. When the time that a Deny begins lies
behind the time that it ends, no request is made at a time that meets both, and nothing is ever denied.
)",
    .check = check,
};

}  // namespace cordon::rules
