#include "cli/wrap.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "cli/quote.h"
#include "grammar/text.h"

namespace cordon {

namespace {

constexpr std::size_t kLeastIndent = 2;  // of a long word

// Where the character that begins at `at` ends.
std::size_t character_end(std::string_view text, std::size_t at) {
  std::size_t end = at + 1;
  while (end < text.size() && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) ++end;
  return end;
}

// As much of the beginning of a text as so many columns hold, in bytes.
std::size_t head_size(std::string_view text, std::size_t columns) {
  std::size_t end = 0;
  for (std::size_t width = 0; end < text.size();) {
    const std::size_t next = character_end(text, end);
    width += display_width(text.substr(end, next - end));
    if (width > columns) break;
    end = next;
  }
  return end;
}

class Lines {
 public:
  explicit Lines(Indent indent) : indent_(indent), out_(indent.first, ' '), column_(indent.first) {}

  void add(std::string_view word) {
    const std::size_t width = display_width(word);
    const bool starts = std::exchange(at_start_, false);
    if (!starts && column_ + 1 + width <= kColumns) {
      out_ += ' ';
      ++column_;
    } else if (!starts || (fits() && column_ + width > kColumns)) {
      next_line(width);
    }
    if (fits() && column_ + width > kColumns) {
      add_broken(word);
    } else {
      put(word, width);
    }
  }

  std::string take() { return std::move(out_) + '\n'; }

 private:
  [[nodiscard]] bool fits() const { return indent_.long_words == LongWords::kFit; }

  void put(std::string_view text, std::size_t width) {
    out_ += text;
    column_ += width;
  }

  // With as few blanks before a word of that width as it needs.
  void next_line(std::size_t width) {
    std::size_t blanks = indent_.rest;
    const bool too_far = blanks + width > kColumns;
    if (fits() && too_far && kLeastIndent + width <= kColumns) blanks = kColumns - width;
    out_ += '\n' + std::string(blanks, ' ');
    column_ = blanks;
  }

  void add_broken(std::string_view word) {
    while (!word.empty()) {
      const std::size_t end = piece_end(word, kColumns - std::min(column_, kColumns - 1));
      put(word.substr(0, end), display_width(word.substr(0, end)));
      word.remove_prefix(end);
      if (!word.empty()) next_line(kColumns);
    }
  }

  // Behind the last mark that fits, else where the line is full; at least one character.
  static std::size_t piece_end(std::string_view word, std::size_t columns) {
    const std::size_t full = std::max(head_size(word, columns), character_end(word, 0));
    if (full == word.size()) return full;
    const std::size_t mark = word.substr(0, full).find_last_of(":/,;=&?");
    return mark == std::string_view::npos ? full : mark + 1;
  }

  Indent indent_;
  std::string out_;
  std::size_t column_;
  bool at_start_ = true;
};

}  // namespace

std::string wrap(std::string_view text, Indent indent) {
  const std::string shown = printable(text);
  std::string_view rest = shown;
  Lines lines(indent);
  while (!rest.empty()) {
    const std::size_t end = std::min(rest.find(' '), rest.size());
    lines.add(rest.substr(0, end));
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  return lines.take();
}

std::string fitted(std::string_view text, std::size_t columns) {
  constexpr std::string_view kGap = "..";
  if (display_width(text) <= columns) {
    return std::string(text) + std::string(columns - display_width(text), ' ');
  }
  const std::size_t head = head_size(text, (columns - kGap.size()) / 2);
  const std::size_t left = columns - kGap.size() - display_width(text.substr(0, head));
  std::size_t tail = head;
  while (display_width(text.substr(tail)) > left) tail = character_end(text, tail);
  const std::string cut = fmt::format("{}{}{}", text.substr(0, head), kGap, text.substr(tail));
  return cut + std::string(columns - display_width(cut), ' ');
}

}  // namespace cordon
