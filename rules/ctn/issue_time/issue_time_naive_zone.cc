#include <fmt/format.h>

#include "rules/containment/containment.h"
#include "rules/rule.h"

namespace cordon::rules {
namespace {

// A time of day and nothing behind it that says where: `2024-05-01T10:00:00`.
bool lacks_zone(std::string_view text) {
  const std::size_t colon = text.find(':');
  if (colon == std::string_view::npos || !read_policy_date(text)) return false;
  return text.find_first_of("Zz+-", colon) == std::string_view::npos;
}

void check(const Subject& subject, Found& found) {
  for (const Statement& statement : subject.statements()) {
    for (const ConditionUse& test : tests_of(statement, kIssueTimeKey)) {
      for (const PolicyText& value : test.entry.values) {
        if (!test.is(ValueType::kDate) || !lacks_zone(value.value)) continue;
        found.add(
            subject, value.node.span(),
            fmt::format("the cutoff `{}` names no time zone: it is read as UTC, hours away from "
                        "the time on a clock elsewhere",
                        value.value),
            fmt::format("write `{}Z` for UTC, or the offset", value.value));
      }
    }
  }
}

}  // namespace

extern const Rule kIssueTimeNaiveZone{
    .id = "CTN007",
    .name = "issue-time-naive-zone",
    .level = Level::kSecurity,
    .fix = FixKind::kHint,
    .summary = "cutoff without a time zone",
    .doc =
        R"(AWS documents dates with a zone designator, `Z` or `±hh:mm`; one without was observed to be
read as UTC. If it was the time on the responder's clock, the cutoff is off by hours: west of Greenwich
it is too early, and sessions issued in these hours live on; east of it, it is in the future.
)",
    .check = check,
};

}  // namespace cordon::rules
