#include "grammar/scalar_place.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>
#include <optional>
#include <string>

#include "grammar/utf8.h"

namespace cordon {
namespace {

/// The smallest piece that can be pointed at: a byte or an escape.
struct Unit {
  std::size_t skipped = 0;  // indentation before it, which stands for nothing
  std::size_t raw = 0;      // bytes in the source
  std::size_t decoded = 0;  // bytes in the decoded text
};

/// A scalar's style, without what encloses its text.
struct RawScalar {
  enum class Style : std::uint8_t { kPlain, kDouble, kSingle, kLiteral };
  Style style = Style::kPlain;
  std::size_t begin = 0;  // of the content, from the start of the scalar
  std::string_view content;
  std::size_t indent = 0;  // of a literal block
};

std::optional<RawScalar> literal_block(std::string_view raw, std::string_view text) {
  const std::size_t header = raw.find('\n');
  if (header == std::string_view::npos) return std::nullopt;
  const std::string_view lines = raw.substr(header + 1);
  const std::optional<std::size_t> indent = block_indentation(lines, text);
  if (!indent) return std::nullopt;
  return RawScalar{.style = RawScalar::Style::kLiteral,
                   .begin = header + 1,
                   .content = lines,
                   .indent = *indent};
}

std::optional<RawScalar> take_apart(std::string_view raw, std::string_view text) {
  const char first = raw.empty() ? '\0' : raw.front();
  if (first == '|') return literal_block(raw, text);
  if (first != '"' && first != '\'') return RawScalar{.content = raw};
  if (raw.size() < 2 || raw.back() != first) return std::nullopt;
  return RawScalar{.style = first == '"' ? RawScalar::Style::kDouble : RawScalar::Style::kSingle,
                   .begin = 1,
                   .content = raw.substr(1, raw.size() - 2)};
}

// --- Escapes ------------------------------------------------------------------------------------

struct Escape {
  char letter;
  std::string_view meaning;
};

/// Of JSON and of YAML; the two agree where both have a letter.
constexpr std::array kEscapes = std::to_array<Escape>({
    {'"', "\""},      {'\\', "\\"},    {'/', "/"},      {'b', "\b"},     {'f', "\f"},
    {'n', "\n"},      {'r', "\r"},     {'t', "\t"},     {'\t', "\t"},    {' ', " "},
    {'0', {"\0", 1}}, {'a', "\a"},     {'v', "\v"},     {'e', "\x1B"},   {'\'', "'"},
    {'N', "\u0085"},  {'_', "\u00A0"}, {'L', "\u2028"}, {'P', "\u2029"},
});

/// The number in `digits` hexadecimal digits behind a two-character escape.
std::optional<char32_t> hex_escape(std::string_view rest, std::size_t digits) {
  if (rest.size() < 2 + digits) return std::nullopt;
  std::uint32_t value = 0;
  const char* begin = rest.data() + 2;
  const auto [end, error] = std::from_chars(begin, begin + digits, value, 16);
  if (error != std::errc{} || end != begin + digits) return std::nullopt;
  return value;
}

struct DecodedEscape {
  std::size_t raw;
  std::string text;
};

DecodedEscape decoded_code_point(std::size_t raw, char32_t code_point) {
  DecodedEscape escape{.raw = raw, .text = {}};
  append_utf8(escape.text, code_point);
  return escape;
}

std::optional<DecodedEscape> unicode_escape(std::string_view rest, std::size_t digits) {
  const std::optional<char32_t> first = hex_escape(rest, digits);
  if (!first) return std::nullopt;
  if (*first < 0xD800 || *first > 0xDBFF) return decoded_code_point(2 + digits, *first);
  const std::string_view behind = rest.substr(2 + digits);
  const auto second = behind.starts_with("\\u") ? hex_escape(behind, 4) : std::nullopt;
  if (!second || *second < 0xDC00 || *second > 0xDFFF) return std::nullopt;
  return decoded_code_point(12, 0x10000 + ((*first - 0xD800) << 10U) + (*second - 0xDC00));
}

/// `rest` starts with a backslash.
std::optional<DecodedEscape> decode_escape(std::string_view rest) {
  if (rest.size() < 2) return std::nullopt;
  switch (rest[1]) {
    case 'x':
      return unicode_escape(rest, 2);
    case 'u':
      return unicode_escape(rest, 4);
    case 'U':
      return unicode_escape(rest, 8);
    default:
      break;
  }
  const auto found = std::ranges::find(kEscapes, rest[1], &Escape::letter);
  if (found == kEscapes.end()) return std::nullopt;
  return DecodedEscape{.raw = 2, .text = std::string(found->meaning)};
}

// --- Units --------------------------------------------------------------------------------------

std::optional<Unit> same_byte(std::string_view raw, std::string_view text) {
  if (raw.empty() || raw.front() != text.front()) return std::nullopt;
  return Unit{.raw = 1, .decoded = 1};
}

std::optional<Unit> unit_in_double_quotes(std::string_view raw, std::string_view text) {
  // A line break in quotes is folded: nothing behind it can be placed.
  if (raw.empty() || raw.front() == '\n' || raw.front() == '\r') return std::nullopt;
  if (raw.front() != '\\') return same_byte(raw, text);
  const std::optional<DecodedEscape> escape = decode_escape(raw);
  if (!escape || !text.starts_with(escape->text)) return std::nullopt;
  return Unit{.raw = escape->raw, .decoded = escape->text.size()};
}

std::optional<Unit> unit_in_single_quotes(std::string_view raw, std::string_view text) {
  if (raw.empty() || raw.front() == '\n' || raw.front() == '\r') return std::nullopt;
  if (raw.starts_with("''") && text.front() == '\'') return Unit{.raw = 2, .decoded = 1};
  return same_byte(raw, text);
}

std::optional<Unit> unit_in_literal(const RawScalar& scalar, std::size_t at,
                                    std::string_view text) {
  std::string_view raw = scalar.content.substr(at);
  std::size_t skipped = 0;
  if (at == 0 || scalar.content[at - 1] == '\n') {
    skipped = std::min({raw.find_first_not_of(' '), scalar.indent, raw.size()});
    raw.remove_prefix(skipped);
  }
  const bool crlf = raw.starts_with("\r\n") && text.front() == '\n';
  auto unit = crlf ? Unit{.raw = 2, .decoded = 1} : same_byte(raw, text);
  if (unit) unit->skipped = skipped;
  return unit;
}

std::optional<Unit> next_unit(const RawScalar& scalar, std::size_t at, std::string_view text) {
  const std::string_view raw = scalar.content.substr(at);
  switch (scalar.style) {
    case RawScalar::Style::kPlain:
      return same_byte(raw, text);
    case RawScalar::Style::kDouble:
      return unit_in_double_quotes(raw, text);
    case RawScalar::Style::kSingle:
      return unit_in_single_quotes(raw, text);
    case RawScalar::Style::kLiteral:
      return unit_in_literal(scalar, at, text);
  }
  return std::nullopt;
}

/// Offsets into the content, found by walking from its start; no value when the content does not
/// decode to the text byte by byte.
std::optional<DecodedRange> walk(const RawScalar& scalar, std::string_view text,
                                 DecodedRange range) {
  std::size_t raw_at = 0;
  std::size_t text_at = 0;
  std::optional<std::size_t> begin;
  std::size_t end = 0;
  while (text_at < text.size() && (text_at < range.end || !begin)) {
    const std::optional<Unit> unit = next_unit(scalar, raw_at, text.substr(text_at));
    if (!unit) return std::nullopt;
    raw_at += unit->skipped;
    if (!begin && range.begin < text_at + unit->decoded) begin = raw_at;
    raw_at += unit->raw;
    text_at += unit->decoded;
    end = raw_at;
  }
  if (!begin) begin = raw_at;
  return DecodedRange{.begin = *begin, .end = range.begin == range.end ? *begin : end};
}

}  // namespace

std::optional<std::size_t> block_indentation(std::string_view lines, std::string_view text) {
  // Blanks of the first line with text: those that the decoded text kept are not indentation.
  const auto leading = [](std::string_view all) -> std::optional<std::size_t> {
    const std::size_t first = all.find_first_not_of(" \r\n");
    if (first == std::string_view::npos) return std::nullopt;
    return first - (all.rfind('\n', first) + 1);
  };
  const std::optional<std::size_t> written = leading(lines);
  const std::optional<std::size_t> kept = leading(text);
  if (!written || !kept || *kept > *written) return std::nullopt;
  return *written - *kept;
}

Span place_in_scalar(const Source& source, Span scalar, std::string_view text, DecodedRange range) {
  range.end = std::min(range.end, text.size());
  range.begin = std::min(range.begin, range.end);
  const std::optional<RawScalar> parts = take_apart(source.text(scalar), text);
  if (!parts) return scalar;
  const std::optional<DecodedRange> found =
      parts->content == text ? range : walk(*parts, text, range);
  if (!found) return scalar;
  const std::size_t base = scalar.begin + parts->begin;
  return {.begin = static_cast<std::uint32_t>(base + found->begin),
          .end = static_cast<std::uint32_t>(base + found->end)};
}

}  // namespace cordon
