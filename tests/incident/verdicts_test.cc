// What is judged only once is held against judging everything again, on incidents with random
// steps: every verdict, reason, witness and step of the report has to be the same.
#include "engine/incident/verdict/verdicts.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>

#include "cli/contain/formats.h"
#include "doctest/doctest.h"
#include "tests/support/large_incident.h"
#include "tests/support/sanitized.h"

namespace cordon::incident {
namespace {

std::string first_difference(std::string_view a, std::string_view b) {
  const auto [left, right] = std::ranges::mismatch(a, b);
  if (left == a.end() && right == b.end()) return {};
  const auto at = static_cast<std::size_t>(left - a.begin());
  const std::size_t begin = at - std::min<std::size_t>(at, 600);
  return fmt::format("{}\n--- judged again:\n{}", a.substr(begin, 1'000), b.substr(begin, 1'000));
}

TEST_CASE("contain: what is judged once is what judging everything again gives") {
  constexpr std::uint32_t kIncidents = support::kSanitized ? 5 : 60;
  for (std::uint32_t seed = 1; seed <= kIncidents; ++seed) {
    CAPTURE(seed);
    const IncidentResult read =
        support::read_incident_text(support::large_incident({.principals = 4 + seed % 9,
                                                             .credentials = 20,
                                                             .events = 3 + seed % 14,
                                                             .seed = seed,
                                                             .wide_step_one_in = 2 + seed % 5}));
    REQUIRE(read.usable);
    const Report fast = judge_given(read.incident);
    const Report slow = judge_everything_again(read.incident);
    const auto written = [&read](const Report& report) {
      return incident_json({read.incident, report, read.inputs, {}}, Painter(false));
    };
    CHECK(first_difference(written(fast), written(slow)) == "");
  }
}

}  // namespace
}  // namespace cordon::incident
