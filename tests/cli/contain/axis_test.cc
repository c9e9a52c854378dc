// The stretch of time that a picture shows.

#include "cli/contain/axis.h"

#include <fmt/format.h>

#include <string>

#include "doctest/doctest.h"
#include "grammar/date_time.h"
#include "tests/support/judged.h"

namespace cordon {
namespace {

// `01-01T12:00 01-01T15:00`.
std::string round_times(std::string_view begin, std::string_view end, std::size_t most) {
  std::string text;
  for (const Instant at : round_instants({*parse_time(begin), *parse_time(end)}, most)) {
    text += (text.empty() ? "" : " ") + to_string(at).substr(5, 11);
  }
  return text;
}

TEST_CASE("axis: round instants lie inside, and are not too many") {
  struct Row {
    std::string_view begin, end;
    std::size_t most;
    std::string_view expected;
  };
  const Row rows[] = {
      {"2024-01-01T10:00:00Z", "2024-01-01T10:03:00Z", 6,
       "01-01T10:00 01-01T10:01 01-01T10:02 01-01T10:03"},
      {"2024-01-01T10:00:30Z", "2024-01-01T10:02:00Z", 6, "01-01T10:01 01-01T10:02"},
      {"2024-01-01T09:10:00Z", "2024-01-01T18:00:00Z", 6, "01-01T12:00 01-01T15:00 01-01T18:00"},
      {"2024-01-01T00:00:00Z", "2024-01-06T00:00:00Z", 3, "01-02T00:00 01-04T00:00 01-06T00:00"},
      {"1969-12-31T23:50:30Z", "1970-01-01T00:09:00Z", 3, "01-01T00:00"},
      {"2024-01-01T00:00:00Z", "2044-01-01T00:00:00Z", 3, "11-16T00:00 09-09T00:00"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.begin);
    CHECK(round_times(row.begin, row.end, row.most) == row.expected);
  }
}

TEST_CASE("axis: an instant outside is at the nearer end") {
  const Axis axis{Instant{1'000}, Instant{3'000}};
  CHECK(axis.part_of(Instant{0}) == 0.0);
  CHECK(axis.part_of(Instant{1'000}) == 0.0);
  CHECK(axis.part_of(Instant{2'000}) == 0.5);
  CHECK(axis.part_of(Instant{9'000}) == 1.0);
}

std::string shown(std::string_view credentials, std::string_view events) {
  const incident::Judged judged = incident::judged(credentials, events);
  const Axis axis = axis_of({judged.read.incident, judged.report, judged.read.inputs, {}});
  return fmt::format("{} .. {}", to_string(axis.begin), to_string(axis.end));
}

TEST_CASE("axis: from the first to a little behind the last thing that the incident tells") {
  constexpr std::string_view kDenyUntil2099 =
      "{Version: \"2012-10-17\", Statement: {Effect: Deny, Action: \"*\", Resource: \"*\", "
      "Condition: {DateLessThan: {\"aws:CurrentTime\": \"2099-01-01T00:00:00Z\"}}}}";
  constexpr std::string_view kDenyUntilEvening =
      "{Version: \"2012-10-17\", Statement: {Effect: Deny, Action: \"*\", Resource: \"*\", "
      "Condition: {DateLessThan: {\"aws:CurrentTime\": \"2024-01-01T20:00:00Z\"}}}}";
  CHECK(shown(incident::kKey, "") == "1970-01-01T00:00:00Z .. 1970-01-01T00:01:00Z");
  CHECK(shown(incident::kToken, "") == "2024-01-01T10:00:00Z .. 2024-01-03T02:30:00Z");
  CHECK(shown(incident::kKey, incident::put_user_policy(kDenyUntil2099)) ==
        "2024-01-01T11:59:00Z .. 2024-01-01T12:01:00Z");
  CHECK(shown(incident::kKey, incident::put_user_policy(kDenyUntilEvening)) ==
        "2024-01-01T11:59:00Z .. 2024-01-01T21:00:00Z");
}

}  // namespace
}  // namespace cordon
