#include "cli/json_line.h"

#include <array>
#include <charconv>

#include "grammar/utf8.h"

namespace cordon {
namespace {

constexpr std::string_view kReplacement = "\xEF\xBF\xBD";

constexpr bool is_plain(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return byte >= 0x20U && byte < 0x80U && c != '"' && c != '\\';
}

void append_escape(std::string& out, char c) {
  constexpr std::string_view kCharacters = "\"\\\b\f\n\r\t";
  constexpr std::string_view kLetters = "\"\\bfnrt";
  constexpr std::string_view kHexDigits = "0123456789abcdef";
  const std::size_t index = kCharacters.find(c);
  out += '\\';
  if (index != std::string_view::npos) {
    out += kLetters[index];
    return;
  }
  const auto byte = static_cast<unsigned char>(c);
  out += "u00";
  out += kHexDigits[byte >> 4U];
  out += kHexDigits[byte & 0xFU];
}

// Appends what stands at `at`, which is not plain, and gives the place behind it.
std::size_t append_special(std::string& out, std::string_view text, std::size_t at) {
  if (static_cast<unsigned char>(text[at]) < 0x80U) {
    append_escape(out, text[at]);
    return at + 1;
  }
  const std::size_t length = decode_utf8(text, at).length;
  out += length == 0 ? kReplacement : text.substr(at, length);
  return at + (length == 0 ? 1 : length);
}

void append_escaped(std::string& out, std::string_view text) {
  std::size_t at = 0;
  while (at < text.size()) {
    std::size_t plain = at;
    while (plain < text.size() && is_plain(text[plain])) ++plain;
    out.append(text, at, plain - at);
    at = plain < text.size() ? append_special(out, text, plain) : plain;
  }
}

}  // namespace

// A complete value never ends in an opening bracket or a colon (a string ends in its quote), so the
// last byte alone tells whether a comma is due.
void JsonLine::separate() {
  if (out_.empty()) return;
  const char last = out_.back();
  if (last != '{' && last != '[' && last != ':' && last != '\n') out_ += ',';
}

JsonLine& JsonLine::open(char bracket) {
  separate();
  out_ += bracket;
  return *this;
}

JsonLine& JsonLine::close(char bracket) {
  out_ += bracket;
  return *this;
}

JsonLine& JsonLine::member(std::string_view name) {
  separate();
  out_ += '"';
  out_ += name;
  out_ += "\":";
  return *this;
}

JsonLine& JsonLine::string(std::string_view text) {
  separate();
  out_ += '"';
  append_escaped(out_, text);
  out_ += '"';
  return *this;
}

JsonLine& JsonLine::number(std::uint64_t value) {
  std::array<char, 20> digits;
  const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), value).ptr;
  return verbatim({digits.data(), end});
}

JsonLine& JsonLine::boolean(bool value) { return verbatim(value ? "true" : "false"); }

JsonLine& JsonLine::verbatim(std::string_view json) {
  separate();
  out_ += json;
  return *this;
}

}  // namespace cordon
