#include "rules/sty/slots.h"

#include <string>

namespace cordon::rules {

std::vector<Span> slots_of(JsonValue container) {
  std::vector<Span> spans;
  spans.reserve(container.size());
  for (const JsonValue element : container.elements()) spans.push_back(element.span());
  for (const auto member : container.members()) {
    spans.push_back({.begin = member.key.span().begin, .end = member.value.span().end});
  }
  return spans;
}

Edits reorder(JsonValue container, const std::vector<std::size_t>& order) {
  if (replace_value(container, {}).empty()) return {};  // no JSON
  const std::vector<Span> slots = slots_of(container);
  Edits edits;
  for (std::size_t i = 0; i < slots.size(); ++i) {
    if (order[i] == i) continue;
    edits.push_back(
        {.span = slots[i], .text = std::string(container.source()->text(slots[order[i]]))});
  }
  return edits;
}

}  // namespace cordon::rules
