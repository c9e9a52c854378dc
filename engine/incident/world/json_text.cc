#include "engine/incident/world/json_text.h"

#include <fmt/format.h>

namespace cordon::incident {
namespace {

std::string array_text(JsonValue array) {
  std::string text = "[";
  for (const JsonValue element : array.elements()) {
    if (text.size() > 1) text += ", ";
    text += json_text(element);
  }
  return text + "]";
}

std::string object_text(JsonValue object) {
  std::string text = "{";
  for (const auto [key, value] : object.members()) {
    if (text.size() > 1) text += ", ";
    text += fmt::format("{}: {}", json_text(key.text()), json_text(value));
  }
  return text + "}";
}

}  // namespace

std::string json_text(std::string_view text) {
  std::string quoted = "\"";
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') {
      quoted += '\\';
      quoted += c;
    } else if (byte < 0x20) {
      quoted += fmt::format("\\u{:04x}", byte);
    } else {
      quoted += c;
    }
  }
  return quoted + "\"";
}

std::string json_text(JsonValue value) {
  switch (value.kind()) {
    case JsonKind::kNull:
      return "null";
    case JsonKind::kBool:
    case JsonKind::kNumber:
      return std::string(value.text());
    case JsonKind::kString:
      return json_text(value.text());
    case JsonKind::kArray:
      return array_text(value);
    case JsonKind::kObject:
      return object_text(value);
  }
  return {};
}

}  // namespace cordon::incident
