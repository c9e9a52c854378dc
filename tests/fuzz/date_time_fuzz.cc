// A time survives being written and read; both readers agree on what both read; a range has its
// ends in order.

#include <string>

#include "grammar/date_time.h"
#include "tests/fuzz/property.h"

using namespace cordon;
using fuzz::property;

namespace {

constexpr Instant kFirst{-62'167'219'200'000};  // 0000-01-01
constexpr Instant kLast{253'402'300'799'999};   // the last millisecond of 9999

void check_round_trip(Instant instant) {
  const auto again = parse_time(to_string(instant));
  const bool writable = instant >= kFirst && instant <= kLast;
  property(again.has_value() == writable, "years of four digits can be read again");
  property(!writable || *again == instant, "a time survives being written");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text = fuzz::as_text(data, size);
  const auto time = parse_time(text);
  const auto reading = read_policy_date(text);
  if (time) {
    property(reading && reading->range.exact(), "what is a time is one in a policy");
    property(reading->range.earliest == *time, "and the same");
  } else {
    property(!time.error().empty(), "an error says something");
  }
  if (reading) {
    property(reading->range.earliest <= reading->range.latest, "a range is in order");
    property(reading->range.exact() || text.size() == 4, "only a bare year is ambiguous");
    check_round_trip(reading->range.earliest);
    check_round_trip(reading->range.latest);
  }
  if (const auto duration = parse_duration(text)) {
    property(*duration >= 0 && *duration % 1000 == 0, "a duration is whole seconds");
    property(parse_duration(std::to_string(*duration / 1000) + "s") == duration, "and written so");
  }
  return 0;
}
