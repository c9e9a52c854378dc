// Putting entries of a list or of an object in another order: each place gets the text of the entry
// that belongs there, so that brackets, commas and indentation stay where they are.
#pragma once

#include <algorithm>
#include <cstddef>
#include <vector>

#include "rules/fix/edits.h"

namespace cordon::rules {

/// From the first byte of an element to its last, or from that of a member's name to the last of
/// its value.
[[nodiscard]] std::vector<Span> slots_of(JsonValue container);

/// The number `order[i]` names the entry that belongs in place i. No edits where the text is not
/// JSON's, or where the order is that of the text.
[[nodiscard]] Edits reorder(JsonValue container, const std::vector<std::size_t>& order);

/// The places, sorted by what stands there, those of the same kind in the order of the text.
template <class Less>
[[nodiscard]] std::vector<std::size_t> sorted_order(std::size_t count, Less less) {
  std::vector<std::size_t> order(count);
  for (std::size_t i = 0; i < count; ++i) order[i] = i;
  std::ranges::stable_sort(order, less);
  return order;
}

}  // namespace cordon::rules
