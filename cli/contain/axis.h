// The stretch of time that pictures of a timeline show, and where an instant lies in it. How wide a
// picture is, and of what it is made, is a format's matter.
#pragma once

#include <cstdint>
#include <vector>

#include "cli/contain/formats.h"

namespace cordon {

/// From the beginning of what the incident tells to the last change of a verdict, and a little
/// more; never empty. A change far behind all that the incident tells (a date in a policy) is left
/// out.
struct Axis {
  Instant begin;
  Instant end;

  /// From 0 (begin) to 1 (end); what lies outside is moved to the nearer end.
  [[nodiscard]] double part_of(Instant at) const;
};
[[nodiscard]] Axis axis_of(const JudgedIncident& judged);

/// Instants at round times inside of an axis, at most `most` of them: full minutes, hours or days.
[[nodiscard]] std::vector<Instant> round_instants(const Axis& axis, std::size_t most);

}  // namespace cordon
