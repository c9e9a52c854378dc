#include <fmt/format.h>

#include <algorithm>

#include "rules/conditions/conditions.h"
#include "rules/containment/containment.h"
#include "rules/fix/edits.h"
#include "rules/rule.h"

namespace cordon::rules {
namespace {

// The values that read as one instant each, and the one that decides: values are ORed.
std::optional<std::size_t> deciding(const ConditionUse& test, Bound bound) {
  std::optional<std::size_t> best;
  Instant best_at;
  for (std::size_t i = 0; i < test.entry.values.size(); ++i) {
    const auto read = read_policy_date(test.entry.values[i].value);
    if (!read || !read->range.exact() || read->may_be_unreadable) return std::nullopt;
    const Instant at = read->range.earliest;
    if (!best || (bound == Bound::kUpper ? at > best_at : at < best_at)) {
      best = i;
      best_at = at;
    }
  }
  return best;
}

std::optional<Fix> keeping(const ConditionUse& test, std::size_t kept) {
  std::vector<JsonValue> others;
  for (std::size_t i = 0; i < test.entry.values.size(); ++i) {
    if (i != kept) others.push_back(test.entry.values[i].node);
  }
  return safe_fix("keep the cutoff that decides",
                  remove_elements(written_values(test.entry), others));
}

void report(const Subject& subject, const ConditionUse& test, Bound bound, Found& found) {
  if (test.entry.values.size() < 2) return;
  const auto kept = deciding(test, bound);
  if (!kept) return;
  const PolicyText& decides = test.entry.values[*kept];
  found
      .add(subject, test.entry.key.node.span(),
           fmt::format("{} cutoffs, of which any is enough: `{}` alone decides",
                       test.entry.values.size(), decides.value),
           "keep that one")
      .fix = keeping(test, *kept);
}

void check(const Subject& subject, Found& found) {
  for (const Containment& step : containments(subject, Handle::kIssueTime)) {
    for (const Bound bound : {Bound::kUpper, Bound::kLower}) {
      for (const ConditionUse& test : issue_times(*step.statement, bound)) {
        report(subject, test, bound, found);
      }
    }
  }
}

}  // namespace

extern const Rule kIssueTimeManyValues{
    .id = "CTN014",
    .name = "issue-time-many-values",
    .level = Level::kWarning,
    .fix = FixKind::kSafe,
    .summary = "several cutoffs: the latest wins",
    .doc =
        R"(The values of a condition key are alternatives. With two cutoffs under `DateLessThan` a
session is denied as soon as it is older than one of them, so the later one decides and the earlier one
says nothing. Two incidents need two statements only if something else differs between them.
)",
    .check = check,
};

}  // namespace cordon::rules
