// Values of keys that say who calls or whose resource it is, and how much of them is left open by a
// wildcard or a policy variable. AWS's ValidatePolicy draws three lines: keys of which every
// character counts, values that begin with fewer than six characters of their own, and the form of
// aws:userid. It does not publish its list of keys; ours is catalogue::GlobalKey::sensitive.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "rules/conditions/guards.h"

namespace cordon::rules {

/// A part of a value that stands for more than its own text.
struct OpenPart {
  std::size_t begin = 0;
  std::size_t end = 0;
};

/// Why that is too much for the key, as the end of a sentence; no value: it is not. `first` is the
/// first open part of the value.
[[nodiscard]] std::optional<std::string> too_loose(std::string_view key, std::string_view value,
                                                   OpenPart first);

}  // namespace cordon::rules
