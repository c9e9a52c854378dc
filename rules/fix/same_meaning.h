// Whether two policies decide alike, tried on requests made from the words of both: every action,
// resource, principal and condition value that either of them names, and near misses of each.
// Trying proves nothing for all requests; it catches an edit that changed what a policy says.
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
};

/// At most this many requests are made for one comparison.
inline constexpr std::size_t kMostCompared = 20'000;

/// Both policies are of the same type. Deterministic.
[[nodiscard]] Comparison compare_meaning(const PolicyPtr& before, const PolicyPtr& after);

}  // namespace cordon::rules
