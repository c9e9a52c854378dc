// Examples of what an entry of Action or Resource stands for, made from its own words. Whoever is
// to speak of all that the entry speaks of speaks of the example, too: a cheap way to see that
// somebody does not.
#pragma once

#include <string>
#include <string_view>

namespace cordon::rules {

/// In lower case.
[[nodiscard]] std::string sample_action(std::string_view entry);
/// `*` for `*`.
[[nodiscard]] std::string sample_resource(std::string_view entry);

}  // namespace cordon::rules
