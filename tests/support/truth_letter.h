// A truth value as one letter of a table: T, F or U.
#pragma once

#include <string_view>

#include "engine/truth.h"

namespace cordon::support {

[[nodiscard]] constexpr std::string_view letter(Truth truth) {
  constexpr std::string_view kLetters[] = {"F", "U", "T"};
  return kLetters[static_cast<std::size_t>(truth)];
}

}  // namespace cordon::support
