// Over which stretches of time something was followed, so that it is not followed again.
#pragma once

#include <optional>
#include <vector>

#include "grammar/date_time.h"

namespace cordon::incident {

struct TimeSpan {
  Instant from;
  std::optional<Instant> to;  // no value: for good
};

class Followed {
 public:
  /// False: all of the span was followed before, as surely. Stretches that touch are one, and what
  /// is followed surely is followed.
  bool add(TimeSpan span, bool certain);

 private:
  std::vector<TimeSpan> sure_;  // apart from each other
  std::vector<TimeSpan> any_;   // surely or not
};

}  // namespace cordon::incident
