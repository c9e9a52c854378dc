// Turns of phrase that several rules share.
#pragma once

#include <fmt/format.h>

#include <cstddef>
#include <string>

namespace cordon::rules {

/// Behind the first of `count` things that a finding is about: ` (and 3 more)`.
[[nodiscard]] inline std::string and_more(std::size_t count) {
  return count < 2 ? "" : fmt::format(" (and {} more)", count - 1);
}

}  // namespace cordon::rules
