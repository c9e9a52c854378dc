#include "grammar/json.h"

#include "grammar/scalar_place.h"

namespace cordon {

std::string_view describe(JsonKind kind) {
  switch (kind) {
    case JsonKind::kNull:
      return "null";
    case JsonKind::kBool:
      return "a boolean";
    case JsonKind::kNumber:
      return "a number";
    case JsonKind::kString:
      return "a string";
    case JsonKind::kArray:
      return "an array";
    case JsonKind::kObject:
      return "an object";
  }
  return {};
}

Span JsonValue::span_of(std::size_t begin, std::size_t end) const {
  return place_in_scalar(*source(), span(), text(), {.begin = begin, .end = end});
}

std::optional<JsonValue> JsonValue::find(std::string_view name) const {
  if (!is(JsonKind::kObject)) return std::nullopt;
  const std::vector<Json::Node>& nodes = tree_->nodes();
  for (std::uint32_t i = index_ + 1; i < node().next; i = nodes[i + 1].next) {
    if (nodes[i].text == name) return JsonValue(*tree_, i + 1);
  }
  return std::nullopt;
}

}  // namespace cordon
