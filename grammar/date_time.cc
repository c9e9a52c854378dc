#include "grammar/date_time.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <limits>
#include <utility>

namespace cordon {
namespace {

constexpr std::int64_t kMsPerSecond = 1000;
constexpr std::int64_t kMsPerMinute = 60 * kMsPerSecond;
constexpr std::int64_t kMsPerHour = 60 * kMsPerMinute;
constexpr std::int64_t kMsPerDay = 24 * kMsPerHour;
constexpr std::string_view kDigits = "0123456789";

// --- Scanning ------------------------------------------------------------------------------------

// A date as it is written; its numbers may be out of range.
struct Written {
  int year = 0;
  int month = 1;
  int day = 1;
  int hour = 0;
  int minute = 0;
  int second = 0;
  int ms = 0;
  int offset_hours = 0;
  int offset_minutes = 0;
  int offset_sign = 0;  // 0 when there is no offset
  bool has_time = false;
  bool loose_separator = false;  // `t` or a blank instead of `T`, `z` instead of `Z`
  bool loose_offset = false;     // `+0200` or `+02` instead of `+02:00`
};

// Takes pieces from the front of a text. What is not there is not taken.
class Scanner {
 public:
  explicit Scanner(std::string_view text) : rest_(text) {}

  [[nodiscard]] bool done() const { return rest_.empty(); }

  // The one character that was taken, or 0.
  char take_any(std::string_view characters) {
    if (rest_.empty() || !characters.contains(rest_.front())) return 0;
    const char taken = rest_.front();
    rest_.remove_prefix(1);
    return taken;
  }

  bool take(char c) {
    const bool taken = rest_.starts_with(c);
    if (taken) rest_.remove_prefix(1);
    return taken;
  }

  std::string_view take_digits() {
    const std::size_t end = std::min(rest_.find_first_not_of(kDigits), rest_.size());
    const std::string_view taken = rest_.substr(0, end);
    rest_.remove_prefix(end);
    return taken;
  }

  // A number of exactly `count` digits; more may follow.
  bool take_number(std::size_t count, int& value) {
    if (rest_.size() < count) return false;
    int number = 0;
    for (const char digit : rest_.substr(0, count)) {
      if (digit < '0' || digit > '9') return false;
      number = 10 * number + (digit - '0');
    }
    value = number;
    rest_.remove_prefix(count);
    return true;
  }

 private:
  std::string_view rest_;
};

// The first three digits of a fraction; further ones are cut off, as AWS does.
int milliseconds(std::string_view fraction) {
  int value = 0;
  for (std::size_t i = 0; i < 3; ++i) {
    value = 10 * value + (i < fraction.size() ? fraction[i] - '0' : 0);
  }
  return value;
}

bool scan_fraction(Scanner& scanner, Written& date) {
  if (!scanner.take('.')) return true;
  const std::string_view digits = scanner.take_digits();
  date.ms = milliseconds(digits);
  return !digits.empty();
}

bool scan_offset(Scanner& scanner, Written& date) {
  if (const char zulu = scanner.take_any("Zz"); zulu != 0) {
    date.offset_sign = 1;
    date.loose_separator |= zulu == 'z';
    return true;
  }
  const char sign = scanner.take_any("+-");
  if (sign == 0) return true;
  date.offset_sign = sign == '+' ? 1 : -1;
  if (!scanner.take_number(2, date.offset_hours)) return false;
  date.loose_offset = !scanner.take(':');
  return (date.loose_offset && scanner.done()) || scanner.take_number(2, date.offset_minutes);
}

bool scan_time(Scanner& scanner, Written& date) {
  if (!scanner.take_number(2, date.hour) || !scanner.take(':')) return false;
  if (!scanner.take_number(2, date.minute)) return false;
  if (scanner.take(':') && !(scanner.take_number(2, date.second) && scan_fraction(scanner, date))) {
    return false;
  }
  date.has_time = true;
  return scan_offset(scanner, date);
}

// `2024-05` and what may follow, to the end of the text.
std::optional<Written> scan_extended(std::string_view text) {
  Scanner scanner(text);
  Written date;
  if (!scanner.take_number(4, date.year) || !scanner.take('-')) return std::nullopt;
  if (!scanner.take_number(2, date.month)) return std::nullopt;
  if (!scanner.done() && !(scanner.take('-') && scanner.take_number(2, date.day))) {
    return std::nullopt;
  }
  if (const char separator = scanner.take_any("Tt "); separator != 0) {
    date.loose_separator = separator != 'T';
    if (!scan_time(scanner, date)) return std::nullopt;
  }
  return scanner.done() ? std::optional(date) : std::nullopt;
}

// `20130930T231548Z`, the form of the x-amz-date header.
std::optional<Written> scan_basic(std::string_view text) {
  Scanner scanner(text);
  Written date;
  const bool scanned = scanner.take_number(4, date.year) && scanner.take_number(2, date.month) &&
                       scanner.take_number(2, date.day) && scanner.take('T') &&
                       scanner.take_number(2, date.hour) && scanner.take_number(2, date.minute) &&
                       scanner.take_number(2, date.second) && scan_fraction(scanner, date) &&
                       scan_offset(scanner, date) && scanner.done();
  return scanned ? std::optional(date) : std::nullopt;
}

// --- From what is written to a moment ------------------------------------------------------------

std::chrono::year_month_day calendar_day(const Written& date) {
  return std::chrono::year(date.year) / date.month / date.day;
}

// What is out of range, in words.
std::optional<std::string> out_of_range(const Written& date) {
  struct Limit {
    std::string_view name;
    int value;
    int low;
    int high;
  };
  const std::array<Limit, 6> limits{{{"month", date.month, 1, 12},
                                     {"day", date.day, 1, 31},
                                     {"hour", date.hour, 0, 23},
                                     {"minute", date.minute, 0, 59},
                                     {"second", date.second, 0, 59},
                                     {"minute of the offset", date.offset_minutes, 0, 59}}};
  for (const Limit& limit : limits) {
    if (limit.value >= limit.low && limit.value <= limit.high) continue;
    return fmt::format("{} {:02} is out of range; expected {:02} to {:02}", limit.name, limit.value,
                       limit.low, limit.high);
  }
  if (date.offset_hours > 23) {
    return fmt::format("an offset of {} hours is out of range; expected 23 at most",
                       date.offset_hours);
  }
  if (!calendar_day(date).ok()) {
    return fmt::format("month {:04}-{:02} has no day {}", date.year, date.month, date.day);
  }
  return std::nullopt;
}

// A date without an offset is in UTC.
Instant to_instant(const Written& date) {
  const std::int64_t days = std::chrono::sys_days(calendar_day(date)).time_since_epoch().count();
  const std::int64_t offset =
      date.offset_sign * (date.offset_hours * kMsPerHour + date.offset_minutes * kMsPerMinute);
  return {days * kMsPerDay + date.hour * kMsPerHour + date.minute * kMsPerMinute +
          date.second * kMsPerSecond + date.ms - offset};
}

DateReading exactly(Instant instant) { return {.range = {.earliest = instant, .latest = instant}}; }

// `1714558530`, signed or not. A fraction of an epoch second is not documented.
std::optional<DateReading> read_epoch(std::string_view text) {
  constexpr std::size_t kMostDigits = 15;
  Scanner scanner(text);
  const std::int64_t sign = scanner.take_any("+-") == '-' ? -1 : 1;
  const std::string_view digits = scanner.take_digits();
  if (digits.empty() || digits.size() > kMostDigits) return std::nullopt;
  Written fraction;
  if (!scan_fraction(scanner, fraction) || !scanner.done()) return std::nullopt;
  std::int64_t seconds = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), seconds);
  DateReading reading = exactly({sign * (seconds * kMsPerSecond + fraction.ms)});
  reading.may_be_unreadable = text.contains('.');
  return reading;
}

// Four digits: the epoch second or the first moment of the year.
DateReading widen_to_year(DateReading reading, std::string_view digits) {
  Written date;
  Scanner(digits).take_number(4, date.year);
  const auto [earliest, latest] = std::minmax({reading.range.earliest, to_instant(date)});
  return {.range = {.earliest = earliest, .latest = latest}};
}

// --- Writing -------------------------------------------------------------------------------------

struct Division {
  std::int64_t quotient;
  std::int64_t rest;  // never negative
};

Division divide(std::int64_t value, std::int64_t divisor) {
  const std::int64_t borrow = value % divisor < 0 ? 1 : 0;
  return {.quotient = value / divisor - borrow, .rest = value % divisor + borrow * divisor};
}

// Years that ISO 8601 writes with four digits, and the expanded form with a sign for the others.
std::string format_year(std::int64_t year) {
  if (year >= 0 && year <= 9999) return fmt::format("{:04}", year);
  return fmt::format("{}{:06}", year < 0 ? '-' : '+', year < 0 ? -year : year);
}

// std::chrono counts days in 32 bits and years in 16, an Instant has more of both: the calendar
// repeats every 400 years.
std::string format_day(std::int64_t days_since_epoch) {
  constexpr std::int64_t kYears = 400;
  constexpr std::int64_t kDays = 146'097;
  const auto [cycles, day] = divide(days_since_epoch, kDays);
  const std::chrono::year_month_day date{
      std::chrono::sys_days{std::chrono::days{static_cast<int>(day)}}};
  return fmt::format("{}-{:02}-{:02}", format_year(static_cast<int>(date.year()) + cycles * kYears),
                     static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()));
}

// --- Durations -----------------------------------------------------------------------------------

struct Unit {
  char name;
  std::int64_t ms;
};

constexpr std::array<Unit, 4> kUnits{{{.name = 'd', .ms = kMsPerDay},
                                      {.name = 'h', .ms = kMsPerHour},
                                      {.name = 'm', .ms = kMsPerMinute},
                                      {.name = 's', .ms = kMsPerSecond}}};

// total + count * unit; no value when 64 bits don't hold it or the digits are none.
std::optional<std::int64_t> add(std::int64_t total, std::string_view digits, std::int64_t unit) {
  std::int64_t count = 0;
  const auto parsed = std::from_chars(digits.data(), digits.data() + digits.size(), count);
  if (parsed.ec != std::errc{}) return std::nullopt;
  if (count > (std::numeric_limits<std::int64_t>::max() - total) / unit) return std::nullopt;
  return total + count * unit;
}

// Each unit once, the larger ones first.
std::optional<std::int64_t> read_units(Scanner scanner) {
  std::int64_t total = 0;
  auto unit = kUnits.begin();
  while (!scanner.done()) {
    const std::string_view digits = scanner.take_digits();
    const char name = scanner.take_any("dhms");
    unit = std::find_if(unit, kUnits.end(), [&](const Unit& u) { return u.name == name; });
    if (unit == kUnits.end()) return std::nullopt;
    const auto sum = add(total, digits, (unit++)->ms);
    if (!sum) return std::nullopt;
    total = *sum;
  }
  return total;
}

}  // namespace

std::expected<Instant, std::string> parse_time(std::string_view text) {
  const auto date = scan_extended(text);
  if (!date || date->loose_offset) {
    return std::unexpected(
        fmt::format("`{}` is no time; expected a form such as `2017-08-15T09:10:00Z`", text));
  }
  if (const auto wrong = out_of_range(*date)) {
    return std::unexpected(fmt::format("`{}` is no time: {}", text, *wrong));
  }
  if (!date->has_time) {
    return std::unexpected(fmt::format(
        "`{}` has no time of day; expected a form such as `2017-08-15T09:10:00Z`", text));
  }
  if (date->offset_sign == 0) {
    return std::unexpected(fmt::format(
        "`{}` has no offset from UTC; expected `Z` or an offset such as `+02:00` at its end",
        text));
  }
  return to_instant(*date);
}

std::optional<DateReading> read_policy_date(std::string_view text) {
  if (const auto epoch = read_epoch(text)) {
    const bool may_be_year =
        text.size() == 4 && text.find_first_not_of(kDigits) == std::string_view::npos;
    return may_be_year ? widen_to_year(*epoch, text) : *epoch;
  }
  const auto basic = scan_basic(text);
  const auto date = basic ? basic : scan_extended(text);
  if (!date || out_of_range(*date)) return std::nullopt;
  DateReading reading = exactly(to_instant(*date));
  reading.may_be_unreadable = basic || date->loose_separator || date->loose_offset;
  return reading;
}

std::string to_string(Instant instant) {
  const auto [days, ms_of_day] = divide(instant.ms, kMsPerDay);
  const std::int64_t ms = ms_of_day % kMsPerSecond;
  return fmt::format("{}T{:02}:{:02}:{:02}{}Z", format_day(days), ms_of_day / kMsPerHour,
                     ms_of_day / kMsPerMinute % 60, ms_of_day / kMsPerSecond % 60,
                     ms == 0 ? "" : fmt::format(".{:03}", ms));
}

std::expected<std::int64_t, std::string> parse_duration(std::string_view text) {
  const bool bare = !text.empty() && text.find_first_not_of(kDigits) == std::string_view::npos;
  const auto ms = bare ? add(0, text, kMsPerSecond) : read_units(Scanner(text));
  if (!text.empty() && ms) return *ms;
  return std::unexpected(fmt::format(
      "`{}` is no duration; expected a form such as `36h`, `1h30m` or a number of seconds", text));
}

}  // namespace cordon
