// Entries of one list that others of the list cover, as AWS's checks see them: by their texts. An
// entry covers another if it matches the other's text, wildcards and all; entries that cover each
// other, directly or through a third, are one group and one finding. Lists are sorted and looked up
// by the text before the first wildcard; beyond a bound of comparisons the rest is left alone, and
// that is told.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <vector>

namespace cordon::rules {

struct RedundantGroup {
  struct Entry {
    std::size_t covered = 0;  // its number in the list
    std::size_t by = 0;       // of one that covers it and stays
  };
  std::vector<Entry> entries;  // in the order of the list
};

struct RedundantGroups {
  std::vector<RedundantGroup> groups;  // in the order of their first covered entry
  bool complete = true;                // false: only equal texts were all found
};

/// Of equal texts the first stays. The caller folds the case of letters where it does not count.
[[nodiscard]] RedundantGroups redundant_groups(std::span<const std::string> texts);

}  // namespace cordon::rules
