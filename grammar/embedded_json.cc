#include "grammar/embedded_json.h"

#include <memory>
#include <string>
#include <utility>

#include "grammar/text.h"

namespace cordon {
namespace {

std::optional<std::string> json_text(std::string_view text) {
  const std::size_t first = text.find_first_not_of(" \t\r\n");
  const bool plain = first != std::string_view::npos && (text[first] == '{' || text[first] == '"');
  if (plain) return std::string(text);
  if (!text.contains('%')) return std::nullopt;
  return percent_decode(text);
}

}  // namespace

std::optional<JsonResult> read_embedded_json(const SourcePtr& outer, Span span,
                                             std::string_view text) {
  auto json = json_text(text);
  if (!json) return std::nullopt;
  return read_json(
      std::make_shared<Source>(outer->name(), *std::move(json), EmbeddedIn{outer, span}));
}

}  // namespace cordon
