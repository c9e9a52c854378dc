#include <fmt/format.h>

#include "rules/containment/intruder.h"
#include "rules/rule.h"

namespace cordon::rules {
namespace {

// An Allow that is only for newer sessions or that has ended.
const Statement* containing_allow(const Subject& subject) {
  for (const Statement& statement : subject.statements()) {
    if (is_deny(statement)) return nullptr;
  }
  for (const Statement& statement : subject.statements()) {
    if (!issue_times(statement, Bound::kLower).empty() || has_ended(statement, subject.now)) {
      return &statement;
    }
  }
  return nullptr;
}

// Before the time from which sessions are allowed; now, where the Allow has ended.
Instant stolen_at(const Statement& statement, std::optional<Instant> now) {
  for (const ConditionUse& test : issue_times(statement, Bound::kLower)) {
    for (const PolicyText& value : test.entry.values) {
      if (const auto from = read_policy_date(value.value)) {
        return Instant{from->range.earliest.ms - 60'000};
      }
    }
  }
  return now.value_or(Instant{});
}

void check(const Subject& subject, Found& found) {
  if (!subject.is(PolicyType::kIdentity) || !subject.compiled) return;
  const Statement* allow = containing_allow(subject);
  if (allow == nullptr) return;
  const auto index = static_cast<std::size_t>(allow - subject.statements().data());
  const Intruder intruder(subject, index);
  const Request session =
      intruder.request(intruder.session(), intruder.call(), stolen_at(*allow, subject.now));
  if (intruder.bites(session) || !intruder.granted_by_resource(session)) return;
  found.add(subject, allow->node.span(),
            fmt::format("this allows less and denies nothing: {} gets through where a resource's "
                        "policy names the caller",
                        describe(session)),
            "deny explicitly: `DateLessThan` on `aws:TokenIssueTime`, or everything");
}

}  // namespace

extern const Rule kAllowListAsContainment{
    .id = "CTN047",
    .name = "allow-list-as-containment",
    .level = Level::kSecurity,
    .summary = "containment by taking Allows away: grants by resource policies stay",
    .doc =
        R"(What no policy allows is denied only implicitly, and an implicit deny gives way to a resource policy that
names the user or the session: buckets, keys, queues, functions. Taking Allows away, or putting a
condition on them, is therefore no containment. An explicit Deny is stronger than every Allow.
)",
    .check = check,
};

}  // namespace cordon::rules
