#include "grammar/date_time.h"

#include <ctime>
#include <limits>
#include <random>
#include <string>
#include <string_view>

#include "doctest/doctest.h"

namespace cordon {
namespace {

std::string dump(const std::optional<DateReading>& reading) {
  if (!reading) return "no date";
  std::string line = to_string(reading->range.earliest);
  if (!reading->range.exact()) line += " to " + to_string(reading->range.latest);
  return line + (reading->may_be_unreadable ? " or no date" : "");
}

TEST_CASE("read_policy_date") {
  struct Row {
    std::string_view text, expected;
  };
  const Row rows[] = {
      {"2024-05", "2024-05-01T00:00:00Z"},
      {"2024-05-01", "2024-05-01T00:00:00Z"},
      {"2024-05-01T10:15Z", "2024-05-01T10:15:00Z"},
      {"2024-05-01T10:15:30Z", "2024-05-01T10:15:30Z"},
      {"2024-05-01T10:15:30+02:00", "2024-05-01T08:15:30Z"},
      {"2024-05-01T10:15:30-00:30", "2024-05-01T10:45:30Z"},
      {"2024-05-01T10:15:30-00:00", "2024-05-01T10:15:30Z"},
      {"2024-01-01T00:00:00+23:59", "2023-12-31T00:01:00Z"},
      {"2024-05-01T10:15:30.5Z", "2024-05-01T10:15:30.500Z"},
      {"2030-01-01T00:00:00.0001Z", "2030-01-01T00:00:00Z"},
      {"2030-01-01T00:00:00.1239Z", "2030-01-01T00:00:00.123Z"},
      {"1969-12-31T23:59:59.5Z", "1969-12-31T23:59:59.500Z"},
      // Without an offset: UTC, as observed.
      {"2030-01-01T00:00:00", "2030-01-01T00:00:00Z"},
      {"2030-01-01T00:00", "2030-01-01T00:00:00Z"},
      {"2030-01-01T00:00:00.25", "2030-01-01T00:00:00.250Z"},
      // Epoch seconds.
      {"1714558530", "2024-05-01T10:15:30Z"},
      {"+1893456000", "2030-01-01T00:00:00Z"},
      {"-1", "1969-12-31T23:59:59Z"},
      {"0", "1970-01-01T00:00:00Z"},
      {"+2024", "1970-01-01T00:33:44Z"},
      {"02024", "1970-01-01T00:33:44Z"},
      {"20240501", "1970-08-23T06:21:41Z"},
      {"253402300800", "+010000-01-01T00:00:00Z"},
      {"999999999999999", "+31690708-07-05T01:46:39Z"},
      {"1000000000000000", "no date"},
      {"1714558530.25", "2024-05-01T10:15:30.250Z or no date"},
      {"-0.5", "1969-12-31T23:59:59.500Z or no date"},
      {"1714558530.", "no date"},
      {".5", "no date"},
      {"1e9", "no date"},
      {"--1", "no date"},
      // A year or an epoch second.
      {"2024", "1970-01-01T00:33:44Z to 2024-01-01T00:00:00Z"},
      {"1969", "1969-01-01T00:00:00Z to 1970-01-01T00:32:49Z"},
      {"0000", "0000-01-01T00:00:00Z to 1970-01-01T00:00:00Z"},
      // Forms that AWS is not known to read.
      {"20130930T231548Z", "2013-09-30T23:15:48Z or no date"},
      {"20130930T231548", "2013-09-30T23:15:48Z or no date"},
      {"20130930T231548.5+0100", "2013-09-30T22:15:48.500Z or no date"},
      {"2024-05-01t10:15:30Z", "2024-05-01T10:15:30Z or no date"},
      {"2024-05-01T10:15:30z", "2024-05-01T10:15:30Z or no date"},
      {"2024-05-01 10:15:30Z", "2024-05-01T10:15:30Z or no date"},
      {"2024-05-01T10:15:30+0200", "2024-05-01T08:15:30Z or no date"},
      {"2024-05-01T10:15:30+02", "2024-05-01T08:15:30Z or no date"},
      // Ranges.
      {"2024-00", "no date"},
      {"2024-13", "no date"},
      {"2024-02-30", "no date"},
      {"2024-02-29", "2024-02-29T00:00:00Z"},
      {"2023-02-29", "no date"},
      {"2000-02-29", "2000-02-29T00:00:00Z"},
      {"1900-02-29", "no date"},
      {"2024-04-31", "no date"},
      {"2024-05-00", "no date"},
      {"2024-05-01T24:00:00Z", "no date"},
      {"2024-05-01T23:60:00Z", "no date"},
      {"2016-12-31T23:59:60Z", "no date"},
      {"2024-05-01T10:15:30+24:00", "no date"},
      {"2024-05-01T10:15:30+02:60", "no date"},
      {"20130930T251548Z", "no date"},
      {"0000-01-01T00:00:00+00:01", "-000001-12-31T23:59:00Z"},
      {"9999-12-31T23:59:59.999-23:59", "+010000-01-01T23:58:59.999Z"},
      // Not dates.
      {"", "no date"},
      {"yesterday", "no date"},
      {"not-a-date", "no date"},
      {"2024-", "no date"},
      {"2024-5", "no date"},
      {"2024-05-", "no date"},
      {"2024-05-1", "no date"},
      {"2024-05-01T", "no date"},
      {"2024-05-01T10", "no date"},
      {"2024-05-01T10Z", "no date"},
      {"2024-05-01T10:15:", "no date"},
      {"2024-05-01T10:15:30.Z", "no date"},
      {"2024-05-01T10:15:30,5Z", "no date"},
      {"2024-05-01T10:15:30ZZ", "no date"},
      {"2024-05-01T10:15:30+2:00", "no date"},
      {"2024-05-01T10:15:30+02:", "no date"},
      {"2024-05-01T10:15:30+02:0", "no date"},
      {"2024-05-01Z", "no date"},
      {"2024-05T10:15Z", "no date"},
      {" 2024-05-01", "no date"},
      {"2024-05-01 ", "no date"},
      {"+2024-05-01", "no date"},
      {"12024-05-01", "no date"},
      {"2024-05-*", "no date"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.text);
    CHECK(dump(read_policy_date(row.text)) == row.expected);
  }
}

TEST_CASE("parse_time takes a moment and nothing else") {
  struct Row {
    std::string_view text, expected;
  };
  const Row rows[] = {
      {"2017-08-15T09:10:00Z", "2017-08-15T09:10:00Z"},
      {"2017-08-15 09:10+02:00", "2017-08-15T07:10:00Z"},
      {"2017-08-15t09:10:00.1234567z", "2017-08-15T09:10:00.123Z"},
      {"2017-08-15T09:10:00-14:00", "2017-08-15T23:10:00Z"},
      {"0000-01-01T00:00:00Z", "0000-01-01T00:00:00Z"},
      {"9999-12-31T23:59:59.999Z", "9999-12-31T23:59:59.999Z"},
      {"2017-08-15T09:10:00",
       "`2017-08-15T09:10:00` has no offset from UTC; expected `Z` or an offset such as `+02:00` "
       "at "
       "its end"},
      {"2017-08-15",
       "`2017-08-15` has no time of day; expected a form such as `2017-08-15T09:10:00Z`"},
      {"2017-08", "`2017-08` has no time of day; expected a form such as `2017-08-15T09:10:00Z`"},
      {"2017-13-15T09:10:00Z",
       "`2017-13-15T09:10:00Z` is no time: month 13 is out of range; expected 01 to 12"},
      {"2017-02-29T09:10:00Z", "`2017-02-29T09:10:00Z` is no time: month 2017-02 has no day 29"},
      {"2016-12-31T23:59:60Z",
       "`2016-12-31T23:59:60Z` is no time: second 60 is out of range; expected 00 to 59"},
      {"2017-08-15T09:10:00+24:00",
       "`2017-08-15T09:10:00+24:00` is no time: an offset of 24 hours is out of range; expected 23 "
       "at most"},
      {"2017-08-15T09:10:00+0200",
       "`2017-08-15T09:10:00+0200` is no time; expected a form such as `2017-08-15T09:10:00Z`"},
      {"1502788200", "`1502788200` is no time; expected a form such as `2017-08-15T09:10:00Z`"},
      {"20170815T091000Z",
       "`20170815T091000Z` is no time; expected a form such as `2017-08-15T09:10:00Z`"},
      {"", "`` is no time; expected a form such as `2017-08-15T09:10:00Z`"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.text);
    const auto time = parse_time(row.text);
    CHECK((time ? to_string(*time) : time.error()) == row.expected);
  }
}

TEST_CASE("to_string writes every instant") {
  struct Row {
    std::int64_t ms;
    std::string_view expected;
  };
  const Row rows[] = {
      {0, "1970-01-01T00:00:00Z"},
      {1, "1970-01-01T00:00:00.001Z"},
      {-1, "1969-12-31T23:59:59.999Z"},
      {86'400'000, "1970-01-02T00:00:00Z"},
      {951'782'400'000, "2000-02-29T00:00:00Z"},
      {-62'167'219'200'000, "0000-01-01T00:00:00Z"},
      {-62'167'219'200'001, "-000001-12-31T23:59:59.999Z"},
      {std::numeric_limits<std::int64_t>::max(), "+292278994-08-17T07:12:55.807Z"},
      {std::numeric_limits<std::int64_t>::min(), "-292275055-05-16T16:47:04.192Z"},
  };
  for (const Row& row : rows) {
    CHECK(to_string(Instant{row.ms}) == row.expected);
  }
}

TEST_CASE("a time survives being written and read, and is the one that timegm computes") {
  constexpr std::uint64_t kSeed = 20170815;
  INFO("seed ", kSeed);
  std::mt19937_64 random(kSeed);
  std::uniform_int_distribution<std::int64_t> any(-62'167'219'200'000, 253'402'300'799'999);
  for (int i = 0; i < 20'000; ++i) {
    const Instant instant{any(random)};
    const std::string text = to_string(instant);
    CAPTURE(text);
    REQUIRE(parse_time(text) == instant);
    const auto reading = read_policy_date(text);
    REQUIRE(reading);
    REQUIRE(reading->range == InstantRange{.earliest = instant, .latest = instant});
    std::tm fields{};
    REQUIRE(strptime(text.c_str(), "%Y-%m-%dT%H:%M:%S", &fields) != nullptr);
    const std::int64_t floor_seconds = (instant.ms - (instant.ms % 1000 + 1000) % 1000) / 1000;
    REQUIRE(timegm(&fields) == floor_seconds);
  }
}

TEST_CASE("parse_duration") {
  struct Row {
    std::string_view text, expected;
  };
  const Row rows[] = {
      {"36h", "129600000"},
      {"90m", "5400000"},
      {"129600s", "129600000"},
      {"1h30m", "5400000"},
      {"2d", "172800000"},
      {"1d2h3m4s", "93784000"},
      {"3600", "3600000"},
      {"0", "0"},
      {"0s", "0"},
      {"007m", "420000"},
      {"9223372036854775", "9223372036854775000"},
      {"9223372036854776", ""},
      {"99999999999999999999d", ""},
      {"106751991167d", "9223372036828800000"},
      {"106751991168d", ""},
      {"106751991167d8026977s", ""},
      {"", ""},
      {"-5s", ""},
      {"+5s", ""},
      {"5 s", ""},
      {"1.5h", ""},
      {"h", ""},
      {"1h30", ""},
      {"30m1h", ""},
      {"1h1h", ""},
      {"5w", ""},
      {"5H", ""},
      {"1hm", ""},
  };
  for (const Row& row : rows) {
    CAPTURE(row.text);
    const auto ms = parse_duration(row.text);
    CHECK((ms ? std::to_string(*ms) : "") == row.expected);
  }
  CHECK(parse_duration("5w").error() ==
        "`5w` is no duration; expected a form such as `36h`, `1h30m` or a number of seconds");
}

}  // namespace
}  // namespace cordon
