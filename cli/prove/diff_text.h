// How the difference of two policies or two account snapshots is written. Pure functions from data
// to text.
#pragma once

#include <string>
#include <vector>

#include "cli/output.h"
#include "engine/prove/access_change.h"

namespace cordon {

/// What changed for one principal; of two policies there is one change, without a principal.
struct Changed {
  std::string principal;  // its ARN; empty: whoever has the policy
  prove::AccessChange gained;
  prove::AccessChange lost;
};

struct Difference {
  std::string before;  // the files
  std::string after;
  std::string what;  // `identity`, …, or `account`
  std::vector<Changed> changes;
  std::vector<std::string> relies_on;

  /// Refuted: there is new access; undecided: there may be.
  [[nodiscard]] prove::Verdict no_new_access() const;
};

/// Ends with a line end.
[[nodiscard]] std::string diff_human(const Difference& difference, const Painter& paint);
/// `cordon.diff.v1`, indented, with a line end.
[[nodiscard]] std::string diff_json(const Difference& difference);

}  // namespace cordon
