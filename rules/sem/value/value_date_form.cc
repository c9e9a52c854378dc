#include <fmt/format.h>

#include <string>

#include "grammar/date_time.h"
#include "grammar/text.h"
#include "rules/conditions/conditions.h"
#include "rules/rule.h"

namespace cordon::rules {
namespace {

bool is_number(std::string_view text) {
  return text.find_first_not_of("+-.0123456789") == std::string_view::npos &&
         text.find('-', 1) == std::string_view::npos;
}

bool has_time_without_zone(std::string_view text) {
  const std::size_t colon = text.find(':');
  return colon != std::string_view::npos && !text.ends_with('Z') && !text.ends_with('z') &&
         text.find_first_of("+-", colon) == std::string_view::npos;
}

std::string_view problem(std::string_view text, const DateReading& date) {
  if (is_number(text))
    return date.range.exact() ? "seconds since 1970" : "a year or seconds since 1970";
  if (has_time_without_zone(text)) return "a time without a zone, taken as UTC";
  return date.may_be_unreadable ? "not of a form that AWS documents" : "";
}

void check(const Subject& subject, Found& found) {
  each_condition_of(subject, {ValueType::kDate}, [&](const ConditionUse& use) {
    if (equals_ignoring_ascii_case(use.key(), "aws:EpochTime")) return;
    each_fixed_value(subject, use, [&](const PolicyText& value) {
      const auto date = read_policy_date(value.value);
      const std::string_view what = date ? problem(value.value, *date) : "";
      if (what.empty()) return;
      Finding& finding = found.add(subject, value.node.span(),
                                   fmt::format("{} is {}", backticked(value.value), what),
                                   "write ISO 8601 with a zone, like `2026-03-01T00:00:00Z`");
      if (!date->range.exact()) return;
      const std::string iso = to_string(date->range.earliest);
      finding.fix =
          unsafe_fix(fmt::format("write `{}`", iso), replace_value(value.node, json_string(iso)));
    });
  });
}

}  // namespace

extern const Rule kValueDateForm{
    .id = "SEM036",
    .name = "value-date-form",
    .level = Level::kWarning,
    .fix = FixKind::kUnsafe,
    .aws_codes = {"INVALID_DATE_VALUE"},
    .summary = "a date that may not be read as it looks",
    .doc =
        R"(AWS reads a number as seconds since 1970, four digits as a year or as seconds, and a time without a zone as UTC.
ISO 8601 with a zone has one reading.
)",
    .check = check,
};

}  // namespace cordon::rules
