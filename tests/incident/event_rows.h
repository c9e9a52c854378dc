// The table of what every call does to one small world, in three files by topic;
// event_calls_test.cc runs it and checks that no call is left out.
#pragma once

#include <span>
#include <string_view>

namespace cordon::incident {

struct EventRow {
  std::string_view call;
  std::string_view parameters;  // YAML, inside of braces
  std::string_view outcome;     // `changed: why` or `same: why`
  std::string_view difference;  // of the world's dump (tests/support/incident_dump.h)
};

[[nodiscard]] std::span<const EventRow> iam_principal_rows();
[[nodiscard]] std::span<const EventRow> iam_policy_rows();
[[nodiscard]] std::span<const EventRow> other_rows();

}  // namespace cordon::incident
