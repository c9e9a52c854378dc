#include <fmt/format.h>

#include <array>

#include "rules/containment/containment.h"
#include "rules/fix/edits.h"
#include "rules/rule.h"

namespace cordon::rules {
namespace {

constexpr std::array<std::string_view, 3> kTimeKeys{kIssueTimeKey, "aws:CurrentTime",
                                                    "aws:EpochTime"};
// Seconds since 1970 have ten digits until the year 2286; thirteen digits are milliseconds.
constexpr std::size_t kMillisecondDigits = 13;

bool is_milliseconds(std::string_view text) {
  return text.size() == kMillisecondDigits &&
         text.find_first_not_of("0123456789") == std::string_view::npos;
}

void report(const Subject& subject, const PolicyText& value, Found& found) {
  const std::string seconds(value.value.substr(0, value.value.size() - 3));
  const auto read_as = read_policy_date(value.value);
  const auto meant = read_policy_date(seconds);
  if (!read_as || !meant) return;
  found
      .add(subject, value.node.span(),
           fmt::format("`{}` is read as seconds, {}: in milliseconds it would be {}", value.value,
                       to_string(read_as->range.earliest), to_string(meant->range.earliest)),
           fmt::format("write `{}`", seconds))
      .fix = unsafe_fix("write it in seconds", replace_value(value.node, json_string(seconds)));
}

void check(const Subject& subject, Found& found) {
  for (const Statement& statement : subject.statements()) {
    for (const std::string_view key : kTimeKeys) {
      for (const ConditionUse& test : tests_of(statement, key)) {
        if (bound_of(test) == Bound::kNone) continue;
        for (const PolicyText& value : test.entry.values) {
          if (is_milliseconds(value.value)) report(subject, value, found);
        }
      }
    }
  }
}

}  // namespace

extern const Rule kEpochMilliseconds{
    .id = "CTN018",
    .name = "epoch-milliseconds",
    .level = Level::kSecurity,
    .fix = FixKind::kUnsafe,
    .summary = "epoch time in milliseconds is read as seconds",
    .doc = R"(A number in a date condition is a count of seconds since 1970. Milliseconds, as
JavaScript and Java give them, are read as a time tens of thousands of years away: a revocation with
such a cutoff denies every session for good, an Allow none.
)",
    .check = check,
};

}  // namespace cordon::rules
