#include "cli/wrap.h"

#include <algorithm>

#include "cli/quote.h"
#include "grammar/text.h"

namespace cordon {

std::string wrap(std::string_view text, Indent indent) {
  const std::string shown = printable(text);
  std::string_view rest = shown;
  // Code points, which is near enough to columns for what is in policies.
  std::string lines(indent.first, ' ');
  std::size_t column = indent.first;
  bool at_start = true;
  while (!rest.empty()) {
    const std::size_t end = std::min(rest.find(' '), rest.size());
    const std::string_view word = rest.substr(0, end);
    rest.remove_prefix(std::min(end + 1, rest.size()));
    if (!at_start && column + 1 + count_code_points(word) > kColumns) {
      lines += '\n' + std::string(indent.rest, ' ');
      column = indent.rest;
    } else if (!at_start) {
      lines += ' ';
      ++column;
    }
    lines += word;
    column += count_code_points(word);
    at_start = false;
  }
  return lines + '\n';
}

}  // namespace cordon
