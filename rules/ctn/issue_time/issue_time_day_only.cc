#include <fmt/format.h>

#include "rules/containment/containment.h"
#include "rules/rule.h"

namespace cordon::rules {
namespace {

// `2024-05-01`, `2024-05`: a bare number would be a year or an epoch second.
bool is_day(std::string_view text) {
  const bool shape = text.find('-', 1) != std::string_view::npos &&
                     text.find_first_not_of("0123456789-") == std::string_view::npos;
  return shape && read_policy_date(text).has_value();
}

void check(const Subject& subject, Found& found) {
  for (const Containment& step : containments(subject, Handle::kIssueTime)) {
    for (const ConditionUse& test : issue_times(*step.statement, Bound::kUpper)) {
      for (const PolicyText& value : test.entry.values) {
        if (!is_day(value.value)) continue;
        const Instant midnight = read_policy_date(value.value)->range.earliest;
        found.add(
            subject, value.node.span(),
            fmt::format("the cutoff `{}` is {}: sessions that were issued later on that day get "
                        "through",
                        value.value, to_string(midnight)),
            "write the time of day, too");
      }
    }
  }
}

}  // namespace

extern const Rule kIssueTimeDayOnly{
    .id = "CTN008",
    .name = "issue-time-day-only",
    .level = Level::kWarning,
    .fix = FixKind::kHint,
    .summary = "cutoff without a time of day is midnight UTC",
    .doc = R"(A date without a time means its first instant. With the day of the incident as the
cutoff, every session that was issued on that day is newer and lives on. Write the time at which the way
in was closed, such as `2024-05-01T14:30:00Z`.
)",
    .check = check,
};

}  // namespace cordon::rules
