#include "grammar/text.h"

#include <utf8proc.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <utility>

#include "grammar/utf8.h"

namespace cordon {
namespace {

constexpr std::size_t kLongestCompared = 128;

int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  const char lower = ascii_lower(c);
  return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

int base64_digit(char c) {
  if (c >= 'A' && c <= 'Z') return c - 'A';
  if (c >= 'a' && c <= 'z') return c - 'a' + 26;
  if (c >= '0' && c <= '9') return c - '0' + 52;
  if (c == '+') return 62;
  return c == '/' ? 63 : -1;
}

// --- Java's lower case --------------------------------------------------------------------------

/// What Java calls cased besides the letters with a case of their own; both ends included.
constexpr auto kOtherCased = std::to_array<std::pair<char32_t, char32_t>>({
    {0x02B0, 0x02B8},
    {0x02C0, 0x02C1},
    {0x02E0, 0x02E4},
    {0x0345, 0x0345},
    {0x037A, 0x037A},
    {0x1D2C, 0x1D61},
    {0x2160, 0x217F},
    {0x24B6, 0x24E9},
});

utf8proc_category_t category_of(char32_t code_point) {
  return utf8proc_category(static_cast<utf8proc_int32_t>(code_point));
}

bool is_cased(char32_t code_point) {
  const utf8proc_category_t category = category_of(code_point);
  return category == UTF8PROC_CATEGORY_LU || category == UTF8PROC_CATEGORY_LL ||
         category == UTF8PROC_CATEGORY_LT ||
         std::ranges::any_of(kOtherCased, [&](const auto& range) {
           return code_point >= range.first && code_point <= range.second;
         });
}

/// Letters, marks, numbers and format characters: no word ends between two of them.
bool is_inside_word(char32_t code_point) {
  const utf8proc_category_t category = category_of(code_point);
  return (category >= UTF8PROC_CATEGORY_LU && category <= UTF8PROC_CATEGORY_NO) ||
         category == UTF8PROC_CATEGORY_CF;
}

/// Joins two letters into one word when it stands between them: `rock'n'roll`.
bool is_word_joiner(char32_t code_point) {
  return code_point == '\'' || code_point == '"' || code_point == '.' || code_point == 0x2027 ||
         category_of(code_point) == UTF8PROC_CATEGORY_PD;
}

/// Whether a cased letter stands in the same word before `at`.
bool cased_before(std::string_view text, std::size_t at) {
  bool joined = false;
  while (true) {
    const CodePoint previous = decode_utf8_before(text, at);
    if (previous.length == 0) return false;
    if (is_cased(previous.value)) return true;
    const bool inside = is_inside_word(previous.value);
    if (!inside && (joined || !is_word_joiner(previous.value))) return false;
    joined = !inside;
    at -= previous.length;
  }
}

/// Whether a cased letter stands in the same word from `at` on.
bool cased_after(std::string_view text, std::size_t at) {
  bool joined = false;
  while (true) {
    const CodePoint next = decode_utf8(text, at);
    if (next.length == 0) return false;
    if (is_cased(next.value)) return true;
    const bool inside = is_inside_word(next.value);
    if (!inside && (joined || !is_word_joiner(next.value))) return false;
    joined = !inside;
    at += next.length;
  }
}

void append_java_lower(std::string& lower, std::string_view text, std::size_t at, CodePoint c) {
  constexpr char32_t kCapitalSigma = 0x03A3;
  constexpr char32_t kCapitalIWithDot = 0x0130;
  if (c.value == kCapitalIWithDot) {
    lower += "i\xCC\x87";  // i and a combining dot above
  } else if (c.value == kCapitalSigma) {
    const bool final = cased_before(text, at) && !cased_after(text, at + c.length);
    append_utf8(lower, final ? 0x03C2 : 0x03C3);
  } else if (c.value > 0xFFFF) {
    append_utf8(lower, c.value);
  } else {
    const auto mapped = utf8proc_tolower(static_cast<utf8proc_int32_t>(c.value));
    append_utf8(lower, static_cast<char32_t>(mapped));
  }
}

}  // namespace

std::string ascii_lower(std::string_view text) {
  std::string lower(text);
  std::ranges::transform(lower, lower.begin(), [](char c) { return ascii_lower(c); });
  return lower;
}

bool equals_ignoring_ascii_case(std::string_view a, std::string_view b) {
  return std::ranges::equal(a, b, [](char x, char y) { return ascii_lower(x) == ascii_lower(y); });
}

std::string java_lower(std::string_view utf8) {
  const std::size_t ascii = skip_ascii(utf8, 0);
  if (ascii == utf8.size()) return ascii_lower(utf8);
  std::string lower;
  lower.reserve(utf8.size());
  for (std::size_t at = 0; at < utf8.size();) {
    const CodePoint c = decode_utf8(utf8, at);
    if (c.length == 0) {
      lower += utf8[at++];
      continue;
    }
    append_java_lower(lower, utf8, at, c);
    at += c.length;
  }
  return lower;
}

std::uint32_t count_code_points(std::string_view text) {
  const auto starts_one = [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; };
  return static_cast<std::uint32_t>(std::ranges::count_if(text, starts_one));
}

std::size_t display_width(std::string_view text) {
  std::size_t at = skip_ascii(text, 0);
  std::size_t width = at;
  while (at < text.size()) {
    const CodePoint c = decode_utf8(text, at);
    const bool plain = c.length <= 1;  // ASCII, or no UTF-8: a terminal shows one character
    width +=
        plain
            ? 1
            : static_cast<std::size_t>(utf8proc_charwidth(static_cast<utf8proc_int32_t>(c.value)));
    at += plain ? 1 : c.length;
  }
  return width;
}

std::optional<std::size_t> first_invalid_utf8(std::string_view text) {
  std::size_t at = skip_ascii(text, 0);
  while (at < text.size()) {
    const CodePoint c = decode_utf8(text, at);
    if (c.length == 0) return at;
    at = skip_ascii(text, at + c.length);
  }
  return std::nullopt;
}

std::optional<std::string> percent_decode(std::string_view text) {
  std::string decoded;
  decoded.reserve(text.size());
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (text[at] != '%') {
      decoded += text[at];
      continue;
    }
    if (text.size() - at < 3) return std::nullopt;
    const int high = hex_digit(text[at + 1]);
    const int low = hex_digit(text[at + 2]);
    if (high < 0 || low < 0) return std::nullopt;
    decoded += static_cast<char>(high * 16 + low);
    at += 2;
  }
  return decoded;
}

std::optional<std::string> base64_decode(std::string_view text) {
  if (text.size() % 4 != 0) return std::nullopt;
  const std::size_t padding = text.ends_with("==") ? 2 : std::size_t{text.ends_with('=')};
  std::string decoded;
  decoded.reserve(text.size() / 4 * 3);
  std::uint32_t bits = 0;
  unsigned held = 0;
  for (const char c : text.substr(0, text.size() - padding)) {
    const int digit = base64_digit(c);
    if (digit < 0) return std::nullopt;
    bits = (bits << 6U) | static_cast<std::uint32_t>(digit);
    held += 6;
    if (held < 8) continue;
    held -= 8;
    decoded += static_cast<char>((bits >> held) & 0xFFU);
  }
  // The bits that no byte uses must be zero, or two texts would stand for the same bytes.
  if ((bits & ((1U << held) - 1U)) != 0) return std::nullopt;
  return decoded;
}

std::size_t edit_distance(std::string_view a, std::string_view b) {
  const std::size_t length_difference = std::max(a.size(), b.size()) - std::min(a.size(), b.size());
  a = a.substr(0, kLongestCompared);
  b = b.substr(0, kLongestCompared);
  std::array<std::size_t, kLongestCompared + 1> row{};
  for (std::size_t j = 0; j < row.size(); ++j) row[j] = j;
  for (std::size_t i = 0; i < a.size(); ++i) {
    std::size_t diagonal = row[0];
    row[0] = i + 1;
    for (std::size_t j = 0; j < b.size(); ++j) {
      const std::size_t replaced = diagonal + (a[i] == b[j] ? 0U : 1U);
      diagonal = row[j + 1];
      row[j + 1] = std::min({replaced, diagonal + 1, row[j] + 1});
    }
  }
  return std::max(row[b.size()], length_difference);
}

}  // namespace cordon
