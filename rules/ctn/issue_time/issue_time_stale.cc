#include <fmt/format.h>

#include <algorithm>

#include "engine/catalogue/action_groups.h"
#include "rules/containment/containment.h"
#include "rules/fix/edits.h"
#include "rules/rule.h"

namespace cordon::rules {
namespace {

std::int64_t longest_session() {
  return std::int64_t{catalogue::longest_lifetime_seconds()} * 1000;
}

bool is_spent(const ConditionUse& test, Instant now) {
  if (test.met_without_key() || test.entry.values.empty()) return false;
  return std::ranges::all_of(test.entry.values, [&](const PolicyText& value) {
    const auto cutoff = read_policy_date(value.value);
    return cutoff && cutoff->range.latest.ms + longest_session() < now.ms;
  });
}

std::optional<Fix> without(const Subject& subject, const Statement& statement) {
  const auto list = subject.found.root->find("Statement");
  if (!list || !list->is(JsonKind::kArray) || list->size() < 2) return std::nullopt;
  const JsonValue spent[] = {statement.node};
  return unsafe_fix("remove the spent statement", remove_elements(*list, spent));
}

void check(const Subject& subject, Found& found) {
  if (!subject.now) return;
  for (const Containment& step : containments(subject, Handle::kIssueTime)) {
    for (const ConditionUse& test : issue_times(*step.statement, Bound::kUpper)) {
      if (!is_spent(test, *subject.now)) continue;
      const PolicyText& cutoff = test.entry.values.front();
      found
          .add(subject, cutoff.node.span(),
               fmt::format("no session issued before `{}` is valid any more: the longest lives 36 "
                           "hours, the Deny is spent",
                           cutoff.value),
               "remove the statement, or set a newer cutoff if the incident goes on")
          .fix = without(subject, *step.statement);
      break;
    }
  }
}

}  // namespace

extern const Rule kIssueTimeStale{
    .id = "CTN005",
    .name = "issue-time-stale",
    .level = Level::kInfo,
    .fix = FixKind::kUnsafe,
    .summary = "cutoff older than any session can be: the Deny is spent",
    .doc = R"(A role session ends after at most 12 hours, a session of sts:GetSessionToken or
sts:GetFederationToken after at most 36. A revocation with an older cutoff matches no credential that
still works: it protects nobody, and its characters count against the policy's quota.
)",
    .check = check,
};

}  // namespace cordon::rules
