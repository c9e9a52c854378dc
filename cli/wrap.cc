#include "cli/wrap.h"

#include <algorithm>

#include "cli/quote.h"

namespace cordon {
namespace {

// In code points, which is near enough to columns for what is in policies.
std::size_t width(std::string_view text) {
  return static_cast<std::size_t>(std::ranges::count_if(
      text, [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

}  // namespace

std::string wrap(std::string_view text, Indent indent) {
  const std::string shown = printable(text);
  std::string_view rest = shown;
  std::string lines(indent.first, ' ');
  std::size_t column = indent.first;
  bool at_start = true;
  while (!rest.empty()) {
    const std::size_t end = std::min(rest.find(' '), rest.size());
    const std::string_view word = rest.substr(0, end);
    rest.remove_prefix(std::min(end + 1, rest.size()));
    if (!at_start && column + 1 + width(word) > kColumns) {
      lines += '\n' + std::string(indent.rest, ' ');
      column = indent.rest;
    } else if (!at_start) {
      lines += ' ';
      ++column;
    }
    lines += word;
    column += width(word);
    at_start = false;
  }
  return lines + '\n';
}

}  // namespace cordon
