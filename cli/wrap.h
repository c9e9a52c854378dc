// Breaks sentences into lines for a terminal.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace cordon {

inline constexpr std::size_t kColumns = 80;

enum class LongWords : std::uint8_t {
  kStandOut,  // it stands on a line of its own, whole, so that it can be copied
  kFit,       // as far to the left as it takes; if no line holds it, it is broken
};

struct Indent {
  std::size_t first = 0;  // blanks before the first line
  std::size_t rest = 0;   // and before each of the others
  /// What is done with a word that is longer than a line behind `rest` blanks.
  LongWords long_words = LongWords::kStandOut;
};

/// `text` in lines of at most kColumns, broken at blanks, each with a line end. Made printable
/// (quote.h).
[[nodiscard]] std::string wrap(std::string_view text, Indent indent);

/// `text`, which is printable, in just so many columns: filled with blanks, or cut in its middle.
[[nodiscard]] std::string fitted(std::string_view text, std::size_t columns);

}  // namespace cordon
