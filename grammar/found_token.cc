#include "grammar/found_token.h"

#include <fmt/format.h>

#include <algorithm>

#include "grammar/diagnostic.h"
#include "grammar/secrets.h"
#include "grammar/utf8.h"

namespace cordon {
namespace {

constexpr std::size_t kLongestFound = 40;  // bytes of the user's text that a message repeats

/// A short string on one line with both of its quotes, or just the quote.
std::size_t quoted_length(std::string_view rest) {
  const std::size_t end = rest.substr(0, kLongestFound).find_first_of("\"\\\n", 1);
  return end != std::string_view::npos && rest[end] == '"' ? end + 1 : 1;
}

std::size_t token_length(std::string_view rest) {
  if (rest.front() == '"') return quoted_length(rest);
  const auto end = std::ranges::find_if_not(rest.substr(0, kLongestFound), is_word_character);
  const auto word = static_cast<std::size_t>(end - rest.begin());
  return word > 0 ? word : std::max<std::size_t>(1, decode_utf8(rest, 0).length);
}

/// Characters that look like others or like nothing are named by their number.
bool is_confusing(char32_t c) {
  const bool space = c == 0x00A0 || c == 0x00AD || c == 0x3000 || c == 0xFEFF;
  return c < 0x20 || (c >= 0x7F && c < 0xA0) || (c >= 0x2000 && c <= 0x200F) ||
         (c >= 0x2028 && c <= 0x202F) || space;
}

/// Whether a quoted line would show a star for it.
bool is_secret(const Source& source, std::uint32_t offset) {
  const std::uint32_t number = source.position(offset).line;
  const std::string_view line = source.line(number);
  const auto column = offset - static_cast<std::size_t>(line.data() - source.text().data());
  if (column >= line.size() || line[column] == '*') return false;
  return blotted_line(source, number)[column] == '*';
}

std::string in_stars(std::string_view text) {
  return fmt::format("`{}`", std::string(text.size(), '*'));
}

}  // namespace

bool is_word_character(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
         c == '$';
}

std::string show_token(std::string_view token) {
  const CodePoint c = decode_utf8(token, 0);
  if (c.length == 0) return fmt::format("byte 0x{:02X}", static_cast<unsigned char>(token[0]));
  if (is_confusing(c.value)) return fmt::format("U+{:04X}", static_cast<unsigned>(c.value));
  return fmt::format("`{}`", token);
}

FoundToken found_token(const Source& source, std::uint32_t offset) {
  const std::string_view rest = source.text().substr(offset);
  if (rest.empty()) return {.text = {}, .shown = "end of file"};
  const std::string_view token = rest.substr(0, token_length(rest));
  if (is_secret(source, offset)) return {.text = token, .shown = in_stars(token)};
  return {.text = token, .shown = show_token(token)};
}

std::string show_written(const Source& source, std::uint32_t offset, std::string_view written) {
  return is_secret(source, offset) ? in_stars(written) : backticked(written);
}

}  // namespace cordon
