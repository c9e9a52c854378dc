// How many names a rule looks up for somebody who may have misspelt them. Finding the nearest of
// many names costs more than all else a rule does, and nobody reads the thousandth.
#pragma once

#include <cstddef>

namespace cordon::rules {

class Suggestions {
 public:
  /// Whether one more may be looked for.
  [[nodiscard]] bool next() {
    if (left_ == 0) return false;
    --left_;
    return true;
  }

 private:
  std::size_t left_ = 50;  // of one document and rule
};

}  // namespace cordon::rules
