// Breaks sentences into lines for a terminal.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace cordon {

inline constexpr std::size_t kColumns = 80;

struct Indent {
  std::size_t first = 0;  // blanks before the first line
  std::size_t rest = 0;   // and before each of the others
};

/// `text` in lines of at most kColumns, broken at blanks, each with a line end. A word that is
/// longer stands on a line of its own, whole, so that it can be copied. Made printable (quote.h).
[[nodiscard]] std::string wrap(std::string_view text, Indent indent);

}  // namespace cordon
