// Whether two policies decide alike. Proved for all requests where it can be; else, and beside
// that, tried on requests made from the words of both: every action, resource, principal and
// condition value that either of them names, and near misses of each, with what each policy says
// compared and not only the decision.
#pragma once

#include <cstddef>
#include <optional>
#include <string>

#include "engine/compile.h"

namespace cordon::rules {

/// A request on which two policies differ, in words, or how many were tried without a difference.
struct Comparison {
  std::optional<std::string> difference;
  std::size_t tried = 0;
  bool proved = false;  // neither allows a request that the other does not
};

/// At most this many requests are made for one comparison.
inline constexpr std::size_t kMostCompared = 20'000;

/// Both policies are of the same type. Deterministic.
[[nodiscard]] Comparison compare_meaning(const PolicyPtr& before, const PolicyPtr& after);

}  // namespace cordon::rules
