// Instants and the texts that stand for them. Two readers, because two rules hold: our own inputs
// take RFC 3339 with an offset and nothing else; inside policies and request contexts AWS's reading
// rules hold (semantics.md 3.5 and 12), which leave some texts with more than one meaning.
#pragma once

#include <compare>
#include <cstdint>
#include <expected>
#include <optional>
#include <string>
#include <string_view>

namespace cordon {

/// A moment: milliseconds since 1970-01-01T00:00:00Z, proleptic Gregorian calendar, no leap
/// seconds.
struct Instant {
  std::int64_t ms = 0;

  friend auto operator<=>(const Instant&, const Instant&) = default;
};

/// All instants that a text can stand for, both ends included. An exact text has one.
struct InstantRange {
  Instant earliest;
  Instant latest;

  friend bool operator==(const InstantRange&, const InstantRange&) = default;
  [[nodiscard]] bool exact() const { return earliest == latest; }
};

/// What a date text in a policy or a request context says.
struct DateReading {
  InstantRange range;
  /// AWS is not known to accept this form: it may as well be no date at all. Basic ISO 8601
  /// (`20130930T231548Z`), a fraction of an epoch second, `t`, `z` or a blank for `T` and `Z`, an
  /// offset without its colon (`+0200`, `+02`).
  bool may_be_unreadable = false;
};

/// RFC 3339 / ISO 8601 with `Z` or an offset: `2017-08-15T09:10:00Z`, `2017-08-15 09:10+02:00`,
/// fractions of any length (cut to milliseconds), years 0000 to 9999. The error says what is wrong
/// and what is expected; a time without an offset is an error of its own. No second 60, no hour 24.
[[nodiscard]] std::expected<Instant, std::string> parse_time(std::string_view text);

/// A date as AWS reads it in policies and request contexts; no value when it is no date.
/// `2024` is a year or an epoch second: the range spans both. Forms: year, `2024-05`, `2024-05-01`,
/// minutes, seconds, fractions, `Z` or offset or none (then UTC, semantics.md 12), epoch seconds
/// with an optional sign and at most 15 digits. No second 60, no hour 24: none is known to be
/// accepted.
[[nodiscard]] std::optional<DateReading> read_policy_date(std::string_view text);

/// `2017-08-15T09:10:00Z`, with `.123` only when there are milliseconds. A year of more than four
/// digits, or before 0000, has a sign and six digits at least: `-000001-12-31T23:59:59Z`.
[[nodiscard]] std::string to_string(Instant instant);

/// `36h`, `90m`, `129600s`, `1h30m`, `2d`, or a bare number of seconds: milliseconds, not negative.
[[nodiscard]] std::expected<std::int64_t, std::string> parse_duration(std::string_view text);

}  // namespace cordon
