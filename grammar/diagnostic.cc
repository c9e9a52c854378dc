#include "grammar/diagnostic.h"

#include <algorithm>
#include <compare>
#include <string_view>
#include <tuple>
#include <utility>

#include <fmt/format.h>

#include "grammar/utf8.h"

namespace cordon {
namespace {

constexpr std::size_t kLongestQuote = 60;  // code points

/// From the file down to the text that holds the problem: one span a level of embedding.
struct PlaceKey {
  std::string_view file;
  std::vector<Span> path;

  friend auto operator<=>(const PlaceKey&, const PlaceKey&) = default;
};

PlaceKey key_of(const Diagnostic& diagnostic) {
  PlaceKey key{.file = {}, .path = {diagnostic.span}};
  const Source* source = diagnostic.source.get();
  while (source != nullptr && source->embedded_in()) {
    key.path.push_back(source->embedded_in()->span);
    source = source->embedded_in()->outer.get();
  }
  if (source != nullptr) key.file = source->name();
  std::ranges::reverse(key.path);
  return key;
}

/// `file:line:column`, and ` > line:column` for each level of embedding.
std::string full_place(const Source& source, std::uint32_t offset) {
  std::string inside;
  const Source* at = &source;
  while (at->embedded_in()) {
    const Position position = at->position(offset);
    inside = fmt::format(" > {}:{}{}", position.line, position.column, inside);
    offset = at->embedded_in()->span.begin;
    at = at->embedded_in()->outer.get();
  }
  return place(*at, offset) + inside;
}

/// A terminal must not be steered by a user's text, and one line must stay one line.
bool is_unprintable(char32_t code_point) {
  return code_point < 0x20 || (code_point >= 0x7F && code_point < 0xA0);
}

/// Appends one character, or `\xNN` for each byte that can't be shown, and returns the bytes used.
std::size_t append_printable(std::string& line, std::string_view text, std::size_t at) {
  const CodePoint c = decode_utf8(text, at);
  if (c.length > 0 && !is_unprintable(c.value)) {
    line += text.substr(at, c.length);
    return c.length;
  }
  if (c.length > 1) {
    line += fmt::format("\\u{:04x}", static_cast<unsigned>(c.value));
    return c.length;
  }
  line += fmt::format("\\x{:02x}", static_cast<unsigned char>(text[at]));
  return 1;
}

std::string printable(std::string_view text) {
  std::string line;
  for (std::size_t at = 0; at < text.size();) at += append_printable(line, text, at);
  return line;
}

}  // namespace

bool has_errors(const Diagnostics& diagnostics) {
  return std::ranges::find(diagnostics, Severity::kError, &Diagnostic::severity) !=
         diagnostics.end();
}

void sort_diagnostics(Diagnostics& diagnostics) {
  using Keyed = std::pair<PlaceKey, Diagnostic>;
  std::vector<Keyed> keyed;
  keyed.reserve(diagnostics.size());
  for (Diagnostic& diagnostic : diagnostics) {
    PlaceKey key = key_of(diagnostic);
    keyed.emplace_back(std::move(key), std::move(diagnostic));
  }
  const auto order = [](const Keyed& entry) {
    const Diagnostic& d = entry.second;
    return std::tie(entry.first, d.severity, d.message, d.help);
  };
  std::ranges::sort(keyed, {}, order);
  const auto repeated = std::ranges::unique(keyed, {}, order);
  keyed.erase(repeated.begin(), repeated.end());
  diagnostics.clear();
  for (Keyed& entry : keyed) diagnostics.push_back(std::move(entry.second));
}

std::string to_line(const Diagnostic& diagnostic) {
  std::string line;
  if (diagnostic.source) {
    line = printable(full_place(*diagnostic.source, diagnostic.span.begin)) + ": ";
  }
  line += diagnostic.severity == Severity::kError ? "error: " : "warning: ";
  line += printable(diagnostic.message);
  if (!diagnostic.help.empty()) line += " (" + printable(diagnostic.help) + ")";
  return line;
}

std::string backticked(std::string_view user_text) {
  std::string quoted = "`";
  std::size_t at = 0;
  for (std::size_t shown = 0; at < user_text.size() && shown < kLongestQuote; ++shown) {
    at += append_printable(quoted, user_text, at);
  }
  if (at < user_text.size()) quoted += "…";
  return quoted + "`";
}

}  // namespace cordon
