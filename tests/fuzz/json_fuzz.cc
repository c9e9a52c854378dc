// The JSON reader: trees are well formed, a second reading and a written copy say the same, places
// are exact, and nlohmann's parser agrees on what is JSON.

#include <cmath>
#include <cstdlib>
#include <nlohmann/json.hpp>
#include <string>

#include "grammar/json.h"
#include "tests/fuzz/tree_properties.h"

using namespace cordon;
using fuzz::property;

namespace {

std::string quoted(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x20 || c == '"' || c == '\\') {
      out += fmt::format("\\u{:04x}", byte);
    } else {
      out += c;
    }
  }
  return out + '"';
}

/// The tree as JSON again, strings escaped another way.
std::string write(JsonValue value) {
  std::string out;
  const auto separate = [&out] { out += out.size() > 1 ? "," : ""; };
  switch (value.kind()) {
    case JsonKind::kNull:
      return "null";
    case JsonKind::kBool:
    case JsonKind::kNumber:
      return std::string(value.text());
    case JsonKind::kString:
      return quoted(value.text());
    case JsonKind::kArray:
      out = "[";
      for (const JsonValue element : value.elements()) {
        separate();
        out += write(element);
      }
      return out + "]";
    case JsonKind::kObject:
      out = "{";
      for (const auto [key, member] : value.members()) {
        separate();
        out += write(key) + ":" + write(member);
      }
      return out + "}";
  }
  return out;
}

void check_exact_places(const JsonResult& result) {
  const Source& source = *result.tree->source();
  for (std::uint32_t i = 0; i < result.tree->nodes().size(); ++i) {
    const JsonValue value(*result.tree, i);
    if (!value.is(JsonKind::kString)) continue;
    const Span content = value.span_of(0, value.text().size());
    property(content.begin == value.span().begin + 1 && content.end + 1 == value.span().end,
             "the place of a whole string is all between its quotes");
    const bool escaped = source.text(value.span()).find('\\') != std::string_view::npos;
    property(escaped || source.text(content) == value.text(), "and without escapes its text");
  }
}

bool has_infinite_number(const Json& tree) {
  return std::ranges::any_of(tree.nodes(), [](const Json::Node& node) {
    return node.kind == JsonKind::kNumber &&
           std::isinf(std::strtod(std::string(node.text).c_str(), nullptr));
  });
}

void check_against_nlohmann(std::string_view text, const JsonResult& result) {
  if (text.find('\0') != std::string_view::npos) return;  // it takes a zero byte for the end
  const bool theirs = nlohmann::json::accept(text);
  if (result.root()) {
    property(theirs || has_infinite_number(*result.tree), "what we read is JSON");
  } else {
    const bool limit = result.diagnostics[0].message.find("nested deeper") != std::string::npos;
    property(!theirs || limit, "what we refuse is not");
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text = fuzz::as_text(data, size);
  const JsonResult result = read_json(test::source_of(text));
  fuzz::check_tree(result);
  const std::string dump = test::dump(result);
  property(test::dump(read_json(test::source_of(text))) == dump, "two readings are the same");
  check_against_nlohmann(text, result);
  if (!result.root()) return 0;
  check_exact_places(result);
  property(test::dump(read_json(test::source_of(write(*result.root())))) == dump,
           "a written copy reads the same");
  return 0;
}
