#include "grammar/yaml_places.h"

#include <algorithm>
#include <array>

#include "grammar/scalar_place.h"
#include "grammar/tree_builder.h"

namespace cordon {
namespace {

constexpr std::string_view kBlanks = " \t\r\n";

std::uint32_t to_offset(std::size_t at) { return static_cast<std::uint32_t>(at); }

bool is_blank(char c) { return kBlanks.contains(c); }

/// Behind the blanks and comments at `at`.
std::size_t skip_blanks_and_comments(std::string_view text, std::size_t at) {
  while (at < text.size()) {
    if (is_blank(text[at])) {
      ++at;
    } else if (text[at] == '#') {
      at = std::min(text.find('\n', at), text.size());
    } else {
      break;
    }
  }
  return at;
}

/// The length of the run of these characters at the start.
std::size_t run_length(std::string_view text, std::string_view characters) {
  return std::min(text.find_first_not_of(characters), text.size());
}

bool is_document_marker(std::string_view line) {
  return line.starts_with("---") || line.starts_with("...");
}

}  // namespace

std::uint32_t YamlPlaces::skip_tag(std::uint32_t begin) const {
  constexpr std::string_view kTagCharacters =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-!#;/?:@&=+$_.~*'()%";
  if (at(begin) != '!') return begin;
  const std::string_view rest = text_.substr(begin);
  const std::size_t length = rest.starts_with("!<") ? std::min(rest.find('>'), rest.size() - 1) + 1
                                                    : run_length(rest, kTagCharacters);
  return to_offset(skip_blanks_and_comments(text_, begin + length));
}

Span YamlPlaces::scalar(std::uint32_t begin, std::string_view value) const {
  switch (at(begin)) {
    case '"':
    case '\'':
      return {.begin = begin, .end = quoted_end(begin)};
    case '|':
    case '>':
      return {.begin = begin, .end = block_end(begin, value)};
    default:
      return {.begin = begin, .end = plain_end(begin, value)};
  }
}

std::uint32_t YamlPlaces::quoted_end(std::uint32_t begin) const {
  const char quote = text_[begin];
  for (std::size_t at = begin + 1; at < text_.size(); ++at) {
    const bool doubled = quote == '\'' && text_.substr(at).starts_with("''");
    if (doubled || (quote == '"' && text_[at] == '\\')) {
      ++at;
    } else if (text_[at] == quote) {
      return to_offset(at + 1);
    }
  }
  throw ReadFailure{.span = {.begin = begin, .end = begin + 1},
                    .message = "this quote is not closed",
                    .help = {}};
}

std::uint32_t YamlPlaces::block_end(std::uint32_t begin, std::string_view value) const {
  const std::size_t header_end = std::min(text_.find('\n', begin), text_.size());
  std::size_t end = header_end - (text_[header_end - 1] == '\r' ? 1U : 0U);
  if (header_end == text_.size()) return to_offset(end);
  const auto indent = block_indentation(text_.substr(header_end + 1), value);
  if (!indent) return to_offset(end);
  for (std::size_t at = header_end + 1; at < text_.size();) {
    const std::size_t line_end = std::min(text_.find('\n', at), text_.size());
    std::string_view line = text_.substr(at, line_end - at);
    if (line.ends_with('\r')) line.remove_suffix(1);
    const std::size_t blanks = run_length(line, " ");
    const bool empty = blanks == line.size();
    if (!empty && (blanks < *indent || is_document_marker(line))) break;
    if (!empty) end = at + line.size();
    at = line_end + 1;
  }
  return to_offset(end);
}

std::uint32_t YamlPlaces::plain_end(std::uint32_t begin, std::string_view value) const {
  std::size_t end = begin;
  while (!value.empty() && end < text_.size()) {
    if (!is_blank(value.front())) {
      if (value.front() != text_[end]) break;
      value.remove_prefix(1);
      ++end;
      continue;
    }
    // Blanks around a line break, and blank lines, were folded into one blank or fewer line breaks.
    const std::size_t raw = run_length(text_.substr(end), kBlanks);
    const std::size_t folded = run_length(value, kBlanks);
    if (folded == value.size()) break;
    value.remove_prefix(folded);
    end += raw;
  }
  return to_offset(end);
}

Span YamlPlaces::null(std::uint32_t after, std::uint32_t mark) const {
  constexpr std::array<std::string_view, 4> kNulls = {"null", "Null", "NULL", "~"};
  const std::string_view rest = text_.substr(std::min<std::size_t>(mark, text_.size()));
  for (const std::string_view written : kNulls) {
    constexpr std::string_view kEnds = " \t\r\n,]}";
    if (mark < after) break;  // of a key's missing value: the key's own
    const bool whole = rest.size() == written.size() ||
                       (rest.size() > written.size() && kEnds.contains(rest[written.size()]));
    if (!whole || !rest.starts_with(written)) continue;
    return {.begin = mark, .end = mark + to_offset(written.size())};
  }
  std::uint32_t place = after;
  for (std::size_t at = skip_blanks_and_comments(text_, after); at < mark;
       at = skip_blanks_and_comments(text_, at + 1)) {
    place = to_offset(at + 1);
  }
  return {.begin = place, .end = place};
}

bool YamlPlaces::is_marked_as_key(std::uint32_t begin, std::uint32_t end) const {
  const std::size_t behind = text_.find_first_not_of(" \t", end);
  if (behind != std::string_view::npos && text_[behind] == ':') return true;
  const std::size_t before = text_.substr(0, begin).find_last_not_of(kBlanks);
  return before != std::string_view::npos && text_[before] == '?';
}

std::uint32_t YamlPlaces::closing_bracket(std::uint32_t after) const {
  constexpr std::string_view kBetween = ",:?";
  std::size_t at = skip_blanks_and_comments(text_, after);
  while (at < text_.size() && kBetween.contains(text_[at])) {
    at = skip_blanks_and_comments(text_, at + 1);
  }
  const bool closes = at < text_.size() && (text_[at] == ']' || text_[at] == '}');
  return closes ? to_offset(at + 1) : after;
}

}  // namespace cordon
