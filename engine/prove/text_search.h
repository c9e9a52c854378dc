// Is there a text that is in all of some sets and in none of others? A walk through the product of
// the sets' automata, made as it is walked: shortest texts first, then greedily. It is exact: no
// text is reported only when the walk is complete. A walk that costs more than its budget is said
// to be open.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "engine/prove/text_set.h"

namespace cordon::prove {

struct TextLiteral {
  const TextSet* set = nullptr;
  bool inside = true;
};

/// Work that a search may do, in looks at a place of a pattern; counted down.
class Budget {
 public:
  explicit Budget(std::uint64_t steps) : left_(steps) {}
  /// False: there is nothing left.
  bool spend(std::uint64_t steps) {
    left_ = steps < left_ ? left_ - steps : 0;
    return left_ != 0;
  }
  [[nodiscard]] bool empty() const { return left_ == 0; }
  [[nodiscard]] std::uint64_t left() const { return left_; }

 private:
  std::uint64_t left_;
};

enum class Found : std::uint8_t { kYes, kNo, kOpen };

struct TextSearch {
  Found found = Found::kNo;
  std::string text;  // kYes
  /// kNo: literals (by place in the input) that were not needed to see it may be missing here.
  std::vector<std::size_t> needed;
};

/// No literals at all: the empty text is found.
[[nodiscard]] TextSearch find_text(std::span<const TextLiteral> literals, Budget& budget);

}  // namespace cordon::prove
