// One-line texts of a Json tree and of diagnostics, for the tables of tests and for fuzz targets.
#pragma once

#include <fmt/format.h>

#include <string>
#include <string_view>

#include "grammar/diagnostic.h"
#include "grammar/json.h"

namespace cordon::test {

inline SourcePtr source_of(std::string_view text) {
  return std::make_shared<Source>("t", std::string(text));
}

/// Bytes that a table can't hold as they are.
inline std::string escaped(std::string_view text) {
  std::string out;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') {
      out += fmt::format("\\{}", c);
    } else if (byte < 0x20) {
      out += fmt::format("\\x{:02x}", byte);
    } else {
      out += c;
    }
  }
  return out;
}

/// `{"a": [1, true, null]}`: strings decoded, numbers as written. Recurses as deep as the tree,
/// whose depth the readers bound.
inline std::string dump(JsonValue value) {
  std::string inside;
  const auto add = [&](const std::string& item) { inside += (inside.empty() ? "" : ", ") + item; };
  switch (value.kind()) {
    case JsonKind::kNull:
      return "null";
    case JsonKind::kBool:
    case JsonKind::kNumber:
      return std::string(value.text());
    case JsonKind::kString:
      return '"' + escaped(value.text()) + '"';
    case JsonKind::kArray:
      for (const JsonValue element : value.elements()) add(dump(element));
      return '[' + inside + ']';
    case JsonKind::kObject:
      for (const auto [key, member] : value.members()) add(dump(key) + ": " + dump(member));
      return '{' + inside + '}';
  }
  return {};
}

/// One problem a line: `line:column: error: message (help)`.
inline std::string lines(const Diagnostics& diagnostics) {
  std::string out;
  for (const Diagnostic& diagnostic : diagnostics) {
    if (!out.empty()) out += '\n';
    out += to_line(diagnostic).substr(std::string_view("t:").size());
  }
  return out;
}

/// The tree of a text that reads well, else its problems.
inline std::string dump(const JsonResult& result) {
  return result.root() ? dump(*result.root()) : lines(result.diagnostics);
}

}  // namespace cordon::test
