// A unified diff of two texts, as `patch` and `git apply` read it.
#pragma once

#include <string>
#include <string_view>

namespace cordon {

/// Headed by `--- a/NAME` and `+++ b/NAME`; empty when the texts are equal.
[[nodiscard]] std::string unified_diff(std::string_view name, std::string_view before,
                                       std::string_view after);

}  // namespace cordon
