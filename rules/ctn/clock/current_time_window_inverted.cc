#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "rules/containment/containment.h"
#include "rules/fix/edits.h"
#include "rules/rule.h"

namespace cordon::rules {
namespace {

// The one instant that a test compares with.
std::optional<Instant> instant_of(const ConditionUse& test) {
  if (test.entry.values.size() != 1) return std::nullopt;
  const auto read = read_policy_date(test.entry.values.front().value);
  if (!read || !read->range.exact()) return std::nullopt;
  return read->range.earliest;
}

struct Limit {
  const ConditionEntry* entry = nullptr;
  Instant at;
};

std::optional<Fix> swapped(const PolicyText& from, const PolicyText& until) {
  const PolicyText& first = from.node.span().begin < until.node.span().begin ? from : until;
  const PolicyText& second = &first == &from ? until : from;
  return unsafe_fix("swap the bounds", join(replace_string(first.node, second.value),
                                            replace_string(second.node, first.value)));
}

// The bound that leaves least, of those that are one instant.
std::optional<Limit> tightest(const Statement& statement, Bound bound) {
  std::optional<Limit> found;
  for (const ConditionUse& test : clock_times(statement, bound)) {
    const auto at = instant_of(test);
    if (!at) continue;
    const bool tighter = !found || (bound == Bound::kLower ? *at > found->at : *at < found->at);
    if (tighter) found = Limit{.entry = &test.entry, .at = *at};
  }
  return found;
}

void look(const Subject& subject, const Statement& statement, Found& found) {
  const auto from = tightest(statement, Bound::kLower);
  const auto until = tightest(statement, Bound::kUpper);
  if (!from || !until || from->at <= until->at) return;
  const PolicyText& begin = from->entry->values.front();
  const PolicyText& end = until->entry->values.front();
  Finding& finding =
      found.add(subject, begin.node.span(),
                fmt::format("from `{}` until `{}` is no time at all: the Deny is never in force",
                            begin.value, end.value),
                "swap the bounds");
  finding.relate(subject.source(), end.node.span(), "the upper bound");
  finding.fix = swapped(begin, end);
  // Of two conditions that exclude each other, the second one has the general rule's finding.
  finding.also_at = {std::max(from->entry->key.node.span(), until->entry->key.node.span())};
}

void check(const Subject& subject, Found& found) {
  for (const Containment& step : containments(subject, Handle::kClock)) {
    look(subject, *step.statement, found);
  }
}

}  // namespace

extern const Rule kCurrentTimeWindowInverted{
    .id = "CTN016",
    .name = "current-time-window-inverted",
    .level = Level::kSecurity,
    .fix = FixKind::kUnsafe,
    .replaces = "SEM057",
    .summary = "lower bound above the upper bound: the Deny is never in force",
    .doc =
        R"(All operators of a Condition have to hold at once. When the time that a Deny begins lies
behind the time that it ends, no request is made at a time that meets both, and nothing is ever denied.
)",
    .check = check,
};

}  // namespace cordon::rules
