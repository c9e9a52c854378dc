// Stretches of time that were followed: what is new of the next one.

#include "engine/incident/reach/followed.h"

#include <fmt/format.h>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "doctest/doctest.h"

namespace cordon::incident {
namespace {

struct Step {
  std::int64_t from;
  std::optional<std::int64_t> to;
  bool certain;
};

// `+` for each that had something new, `-` for each that had not.
std::string added(const std::vector<Step>& steps) {
  Followed followed;
  std::string text;
  for (const Step& step : steps) {
    const TimeSpan span{.from = Instant{step.from},
                        .to = step.to ? std::optional(Instant{*step.to}) : std::nullopt};
    text += followed.add(span, step.certain) ? '+' : '-';
  }
  return text;
}

TEST_CASE("followed: what is new of a stretch") {
  struct Row {
    std::string_view name;
    std::vector<Step> steps;
    std::string_view expected;
  };
  const Row rows[] = {
      {"the same again", {{1, 5, true}, {1, 5, true}}, "+-"},
      {"a part", {{1, 5, true}, {2, 4, true}}, "+-"},
      {"more at either end", {{2, 5, true}, {1, 5, true}, {2, 6, true}}, "+++"},
      {"for good", {{1, 5, true}, {1, {}, true}, {9, 10, true}, {2, {}, true}}, "++--"},
      {"two that touch, then both", {{1, 5, true}, {5, 9, true}, {1, 9, true}}, "++-"},
      {"two that overlap, the later one first", {{4, 9, true}, {1, 5, true}, {1, 9, true}}, "++-"},
      {"two with a gap, then both", {{1, 4, true}, {5, 9, true}, {1, 9, true}}, "+++"},
      {"the gap is filled", {{1, 4, true}, {6, 9, true}, {4, 6, true}, {1, 9, true}}, "+++-"},
      {"surely is more", {{1, 5, false}, {1, 5, true}, {1, 5, false}}, "++-"},
      {"sure and unsure ones touch: unsurely all of it, surely a part",
       {{1, 5, true}, {5, 9, false}, {1, 9, false}, {1, 9, true}},
       "++-+"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.name);
    CHECK(added(row.steps) == row.expected);
  }
}

}  // namespace
}  // namespace cordon::incident
