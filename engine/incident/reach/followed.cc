#include "engine/incident/reach/followed.h"

#include <algorithm>

namespace cordon::incident {

bool Followed::add(TimeSpan span, bool certain) {
  const auto has = [&](const std::vector<TimeSpan>& spans) {
    return std::ranges::any_of(spans, [&](const TimeSpan& known) {
      return known.from <= span.from && (!known.to || (span.to && *known.to >= *span.to));
    });
  };
  if (has(certain ? sure_ : any_)) return false;
  // With those that it touches it becomes one: what was followed on either side goes on.
  const auto note = [&](std::vector<TimeSpan>& spans) {
    TimeSpan whole = span;
    std::erase_if(spans, [&](const TimeSpan& known) {
      const bool apart =
          (known.to && *known.to < whole.from) || (whole.to && *whole.to < known.from);
      if (apart) return false;
      whole.from = std::min(whole.from, known.from);
      whole.to =
          whole.to && known.to ? std::optional(std::max(*whole.to, *known.to)) : std::nullopt;
      return true;
    });
    spans.push_back(whole);
  };
  note(any_);
  if (certain) note(sure_);
  return true;
}

}  // namespace cordon::incident
