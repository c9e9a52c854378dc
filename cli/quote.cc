#include "cli/quote.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "grammar/secrets.h"
#include "grammar/text.h"
#include "grammar/utf8.h"

namespace cordon {
namespace {

constexpr std::string_view kEllipsis = "...";
constexpr std::string_view kMargin = "      | ";

/// Terminals must not be steered by a file: control characters, invisible ones that turn the
/// reading direction, and bytes that are no text become `?`, so that columns stay what they are.
bool is_printable(const CodePoint& c) {
  if (c.length == 0 || c.value < 0x20 || (c.value >= 0x7F && c.value < 0xA0)) return false;
  return !(c.value >= 0x200B && c.value <= 0x200F) && !(c.value >= 0x2028 && c.value <= 0x202E) &&
         !(c.value >= 0x2066 && c.value <= 0x2069) && c.value != 0xFEFF;
}

/// Calls `show` with what is shown of each code point.
template <class Show>
void each_printable(std::string_view line, Show show) {
  for (std::size_t at = 0; at < line.size();) {
    const CodePoint c = decode_utf8(line, at);
    const std::size_t length = std::max<std::size_t>(c.length, 1);
    if (line[at] == '\t') {
      show(std::string_view(" "));
    } else {
      show(is_printable(c) ? line.substr(at, length) : std::string_view("?"));
    }
    at += length;
  }
}

/// One shown character for each code point.
std::vector<std::string> printable_characters(std::string_view line) {
  std::vector<std::string> characters;
  each_printable(line, [&](std::string_view shown) { characters.emplace_back(shown); });
  return characters;
}

struct Window {
  std::size_t first = 0;
  std::size_t last = 0;  // exclusive
};

/// What a window can show of a line around a place, and where in it the place begins and ends.
struct Surroundings {
  std::vector<std::string> characters;
  std::size_t begin = 0;
  std::size_t end = 0;
};

/// More than a window takes on either side, whatever the characters are.
constexpr std::size_t kBytesAround = 8;

/// `reach`: how many bytes of a line are looked at on either side of the place's begin.
Surroundings surroundings(std::string_view line, Span place, std::size_t reach) {
  const std::size_t first = place.begin > reach ? place.begin - reach : 0;
  const std::size_t last = std::min(line.size(), place.begin + reach);
  const std::size_t end = std::clamp<std::size_t>(place.end, place.begin, last);
  Surroundings around{.characters = printable_characters(line.substr(first, place.begin - first))};
  const auto append = [&](std::size_t from, std::size_t to) {
    for (std::string& character : printable_characters(line.substr(from, to - from))) {
      around.characters.push_back(std::move(character));
    }
    return around.characters.size();
  };
  around.begin = around.characters.size();
  around.end = append(place.begin, end);
  append(end, last);
  return around;
}

/// A span of a text as a span of one of its lines.
Span within(std::string_view text, std::string_view line, Span span) {
  const auto start = static_cast<std::size_t>(line.data() - text.data());
  const auto cut = [&](std::size_t offset) {
    return static_cast<std::uint32_t>(std::clamp(offset, start, start + line.size()) - start);
  };
  return {.begin = cut(span.begin), .end = cut(span.end)};
}

/// The part of a long line that is shown: the place with what leads up to it.
Window window(std::size_t size, std::size_t column, std::size_t columns) {
  if (size <= columns + 2 * kEllipsis.size()) return {0, size};
  const std::size_t before = columns / 3;
  std::size_t first = column > before ? column - before : 0;
  if (first + columns > size) first = size - columns;
  return {first, first + columns};
}

}  // namespace

std::string full_place(const Source& source, std::uint32_t offset) {
  std::string inside;
  const Source* at = &source;
  while (at->embedded_in()) {
    const Position position = at->position(offset);
    inside = fmt::format(" > {}:{}{}", position.line, position.column, inside);
    offset = at->embedded_in()->span.begin;
    at = at->embedded_in()->outer.get();
  }
  return printable(place(*at, offset)) + inside;
}

std::string printable(std::string_view text) {
  const bool plain = std::ranges::all_of(text, [](char c) { return c >= ' ' && c < 0x7F; });
  if (plain) return std::string(text);
  std::string shown;
  each_printable(text, [&](std::string_view character) { shown += character; });
  return shown;
}

std::string_view Quoter::shown_line(const Source& source, std::uint32_t number) {
  if (source_ != &source || number_ != number) {
    source_ = &source;
    number_ = number;
    line_ = blotted_line(source, number);
  }
  return line_;
}

Quote Quoter::operator()(const Source& source, Span span, std::size_t columns) {
  const std::uint32_t number = source.position(span.begin).line;
  const std::string_view line = shown_line(source, number);
  const Span in_line = within(source.text(), source.line(number), span);
  const Surroundings around = surroundings(line, in_line, kBytesAround * columns);
  const std::size_t size = around.characters.size();
  const Window shown = window(size, around.begin, columns);

  Quote quote{.gutter = fmt::format("{:>5} | ", number), .margin = std::string(kMargin)};
  if (shown.first > 0) quote.text = kEllipsis;
  quote.pointer.assign(quote.text.size() + around.begin - shown.first, ' ');
  for (std::size_t i = shown.first; i < shown.last; ++i) quote.text += around.characters[i];
  if (shown.last < size) quote.text += kEllipsis;
  const std::size_t tail = std::min(around.end, shown.last);
  quote.pointer += '^';
  if (tail > around.begin + 1) quote.pointer.append(tail - around.begin - 1, '~');
  return quote;
}

Quote quote(const Source& source, Span span, std::size_t columns) {
  return Quoter()(source, span, columns);
}

std::vector<QuotedLine> quote_block(const Source& source, Span block, Span mark,
                                    std::uint32_t most_lines) {
  const std::uint32_t marked = source.position(mark.begin).line;
  const std::uint32_t first = std::min(source.position(block.begin).line, marked);
  const std::uint32_t last = std::max(source.position(block.end).line, marked);
  std::vector<QuotedLine> lines;
  for (std::uint32_t number = first; number <= last; ++number) {
    if (lines.size() > most_lines && number > marked) {
      lines.push_back({.gutter = std::string(kMargin), .text = std::string(kEllipsis)});
      break;
    }
    if (number == marked) {
      Quote shown = quote(source, mark);
      lines.push_back({.gutter = std::move(shown.gutter), .text = std::move(shown.text)});
      lines.push_back({std::move(shown.margin), std::move(shown.pointer), true});
      continue;
    }
    const auto begin =
        static_cast<std::uint32_t>(source.line(number).data() - source.text().data());
    Quote shown = quote(source, {begin, begin});
    lines.push_back({.gutter = std::move(shown.gutter), .text = std::move(shown.text)});
  }
  return lines;
}

}  // namespace cordon
