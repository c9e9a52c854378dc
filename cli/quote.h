// A line of a user's file, shown with a caret under the place that is meant. Such a line may hold
// secrets (incident files and account exports do): the values of members that are named like
// secrets are blotted out, always.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "grammar/source.h"

namespace cordon {

/// Two lines for a terminal: `12 | text` and `   |   ^~~~`, each without its line end. The text is
/// printable whatever the file holds, and cut to a window around the place when it is long.
struct Quote {
  std::string gutter;   // `  12 | `
  std::string text;     // of the source line
  std::string margin;   // `     | `
  std::string pointer;  // blanks, a caret, and tildes up to the end of the place or line
};

/// `columns` is how much of a long line is shown.
[[nodiscard]] Quote quote(const Source& source, Span span, std::size_t columns = 66);

/// The same for many places, in their order best: it remembers the last line, so that a line of
/// megabytes is searched for secrets once. The sources must outlive it.
class Quoter {
 public:
  [[nodiscard]] Quote operator()(const Source& source, Span span, std::size_t columns = 66);

 private:
  [[nodiscard]] std::string_view shown_line(const Source& source, std::uint32_t number);

  const Source* source_ = nullptr;
  std::uint32_t number_ = 0;
  std::string line_;
};

/// The lines that `block` covers, at most `most_lines` of them, with a pointer under the first line
/// of `mark`; a pointer's line has the margin as its gutter.
struct QuotedLine {
  std::string gutter;
  std::string text;
  bool is_pointer = false;
};
[[nodiscard]] std::vector<QuotedLine> quote_block(const Source& source, Span block, Span mark,
                                                  std::uint32_t most_lines = 12);

/// `file:line:column`; of a text inside of another file, the place there and then the place inside:
/// `account.json:45:27 > 1:66`. Printable.
[[nodiscard]] std::string full_place(const Source& source, std::uint32_t offset);

/// A text without what could steer a terminal: control characters, characters that turn the reading
/// direction and bytes that are no UTF-8 become `?`, a tab one blank.
[[nodiscard]] std::string printable(std::string_view text);

}  // namespace cordon
