#include "cli/xml_text.h"

#include "grammar/utf8.h"

namespace cordon {
namespace {

// XML 1.0 has no way to write most control characters, escaped or not.
bool is_xml_character(const CodePoint& c) {
  if (c.length == 0) return false;
  return c.value == '\t' || c.value == '\n' || c.value == '\r' ||
         (c.value >= 0x20 && c.value <= 0xFFFD) || c.value >= 0x10000;
}

std::string_view entity(char32_t c) {
  switch (c) {
    case '&':
      return "&amp;";
    case '<':
      return "&lt;";
    case '>':
      return "&gt;";
    case '"':
      return "&quot;";
    case '\n':
      return "&#10;";
    case '\r':
      return "&#13;";
    case '\t':
      return "&#9;";
    default:
      return "";
  }
}

}  // namespace

std::string xml_text(std::string_view text) {
  std::string result;
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint c = decode_utf8(text, at);
    const std::size_t length = c.length == 0 ? 1 : c.length;
    if (!is_xml_character(c)) {
      result += '?';
    } else if (const std::string_view name = entity(c.value); !name.empty()) {
      result += name;
    } else {
      result += text.substr(at, length);
    }
    at += length;
  }
  return result;
}

}  // namespace cordon
