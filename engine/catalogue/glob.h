// The wildcards of an action entry. grammar/pattern.h has the general matcher; this one needs no
// compiled pattern, so that a look-up allocates nothing, and sees ASCII only.
#pragma once

#include <string_view>

namespace cordon::catalogue {

/// Whether an entry of Action matches `service:name` (semantics.md A1 to A5). The time grows with
/// the product of both lengths at most.
[[nodiscard]] bool action_glob_matches(std::string_view pattern, std::string_view action);

}  // namespace cordon::catalogue
