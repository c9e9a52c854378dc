#include "rules/fix/edits.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <utility>

namespace cordon::rules {
namespace {

std::string_view written(JsonValue value) { return value.source()->text(value.span()); }

bool is_json_string(JsonValue value) {
  const std::string_view text = written(value);
  return value.is(JsonKind::kString) && text.size() >= 2 && text.front() == '"' &&
         text.back() == '"';
}

bool is_json_container(JsonValue value) {
  const std::string_view text = written(value);
  const bool array = value.is(JsonKind::kArray);
  return (array || value.is(JsonKind::kObject)) && text.size() >= 2 &&
         text.front() == (array ? '[' : '{') && text.back() == (array ? ']' : '}');
}

bool is_json(JsonValue value) {
  switch (value.kind()) {
    case JsonKind::kArray:
    case JsonKind::kObject:
      return is_json_container(value);
    case JsonKind::kString:
      return is_json_string(value);
    case JsonKind::kNull:
    case JsonKind::kBool:
    case JsonKind::kNumber:
      // YAML has other spellings of these: there the text is not the value's.
      return written(value) == (value.is(JsonKind::kNull) ? "null" : value.text());
  }
  return false;
}

std::string escaped(std::string_view text) {
  std::string json;
  json.reserve(text.size());
  for (const char c : text) {
    if (c == '"' || c == '\\') {
      json += '\\';
      json += c;
    } else if (static_cast<unsigned char>(c) < 0x20) {
      json += fmt::format("\\u{:04x}", static_cast<unsigned>(c));
    } else {
      json += c;
    }
  }
  return json;
}

/// An element of an array or a member of an object: from its first byte to its last.
std::vector<Span> entries_of(JsonValue container) {
  std::vector<Span> spans;
  spans.reserve(container.size());
  for (const JsonValue element : container.elements()) spans.push_back(element.span());
  for (const auto member : container.members()) {
    spans.push_back({.begin = member.key.span().begin, .end = member.value.span().end});
  }
  return spans;
}

/// Removes the entries whose first bytes are `begins`, both in the order of the text. A run of them
/// goes with the comma before it; at the start, with the one behind it.
Edits remove_entries(JsonValue container, const std::vector<std::uint32_t>& begins) {
  if (!is_json_container(container)) return {};
  const std::vector<Span> entries = entries_of(container);
  Edits edits;
  auto next = begins.begin();
  for (std::size_t i = 0; i < entries.size(); ++i) {
    const std::size_t first = i;
    while (i < entries.size() && next != begins.end() && *next == entries[i].begin) {
      ++i;
      ++next;
    }
    if (first == i) continue;
    const std::uint32_t begin = first == 0 ? entries[0].begin : entries[first - 1].end;
    const bool up_to_next = first == 0 && i < entries.size();
    const std::uint32_t end = up_to_next ? entries[i].begin : entries[i - 1].end;
    edits.push_back({.span = {.begin = begin, .end = end}, .text = {}});
  }
  return edits;
}

/// The blanks between the bracket or comma before an entry and the entry.
std::string_view blanks_before(const Source& source, std::uint32_t begin) {
  const std::string_view before = source.text().substr(0, begin);
  const std::size_t last = before.find_last_not_of(" \t\r\n");
  return last == std::string_view::npos ? before : before.substr(last + 1);
}

Edits insertion(std::uint32_t at, std::string text) {
  return {{.span = {.begin = at, .end = at}, .text = std::move(text)}};
}

Edits add_first_entry(JsonValue container, std::string_view json) {
  if (!is_json_container(container)) return {};
  const std::vector<Span> entries = entries_of(container);
  if (entries.empty()) return insertion(container.span().begin + 1, std::string(json));
  const std::string_view blanks = blanks_before(*container.source(), entries.front().begin);
  return insertion(entries.front().begin,
                   fmt::format("{},{}", json, blanks.empty() ? " " : blanks));
}

Edits add_last_entry(JsonValue container, std::string_view json) {
  if (!is_json_container(container)) return {};
  const std::vector<Span> entries = entries_of(container);
  if (entries.empty()) return insertion(container.span().begin + 1, std::string(json));
  const std::string_view blanks = blanks_before(*container.source(), entries.back().begin);
  return insertion(entries.back().end, fmt::format(",{}{}", blanks.empty() ? " " : blanks, json));
}

std::string member_text(std::string_view name, std::string_view json) {
  return fmt::format("{}: {}", json_string(name), json);
}

std::optional<Fix> fix(std::string title, Edits edits, bool safe) {
  if (edits.empty()) return std::nullopt;
  return Fix{.title = std::move(title), .edits = std::move(edits), .safe = safe};
}

std::vector<std::uint32_t> begins_of(std::span<const JsonValue> values) {
  std::vector<std::uint32_t> begins(values.size());
  std::ranges::transform(values, begins.begin(),
                         [](JsonValue value) { return value.span().begin; });
  return begins;
}

}  // namespace

std::optional<Fix> safe_fix(std::string title, Edits edits) {
  return fix(std::move(title), std::move(edits), true);
}

std::optional<Fix> unsafe_fix(std::string title, Edits edits) {
  return fix(std::move(title), std::move(edits), false);
}

Edits join(Edits edits, Edits more) {
  if (edits.empty() || more.empty()) return {};
  std::ranges::move(more, std::back_inserter(edits));
  std::ranges::sort(edits, {}, &Edit::span);
  return edits;
}

std::string json_string(std::string_view text) { return fmt::format("\"{}\"", escaped(text)); }

Edits replace_value(JsonValue value, std::string json) {
  if (!is_json(value)) return {};
  return {{.span = value.span(), .text = std::move(json)}};
}

Edits replace_string(JsonValue string, std::string_view text) {
  if (!is_json_string(string)) return {};
  return {{.span = string.span(), .text = json_string(text)}};
}

Edits replace_part(JsonValue string, std::size_t begin, std::size_t end, std::string_view text) {
  if (!is_json_string(string)) return {};
  const Span span = string.span_of(begin, end);
  if (span == string.span()) return {};
  return {{.span = span, .text = escaped(text)}};
}

Edits remove_elements(JsonValue array, std::span<const JsonValue> elements) {
  return remove_entries(array, begins_of(elements));
}

Edits add_element(JsonValue list, std::string json) {
  if (list.is(JsonKind::kArray)) return add_last_entry(list, json);
  if (!is_json(list)) return {};
  return {{.span = list.span(), .text = fmt::format("[{}, {}]", written(list), json)}};
}

Edits wrap_in_list(JsonValue value) {
  if (!is_json(value)) return {};
  return {{.span = value.span(), .text = fmt::format("[{}]", written(value))}};
}

Edits unwrap_list(JsonValue array) {
  if (!is_json_container(array) || array.size() != 1) return {};
  const std::string_view element = written(*array.elements().begin());
  return {{.span = array.span(), .text = std::string(element)}};
}

std::optional<JsonValue::Member> find_member(JsonValue object, std::string_view name) {
  const auto value = object.find(name);
  if (!value) return std::nullopt;
  return JsonValue::Member{.key = JsonValue(object.tree(), value->index() - 1), .value = *value};
}

Edits remove_members(JsonValue object, std::span<const JsonValue> keys) {
  return remove_entries(object, begins_of(keys));
}

Edits remove_member(JsonValue object, JsonValue key) {
  return remove_members(object, std::span(&key, 1));
}

// NOLINTNEXTLINE(performance-unnecessary-value-param): taken like its siblings, which keep it.
Edits add_first_member(JsonValue object, std::string_view name, std::string json) {
  return add_first_entry(object, member_text(name, json));
}

// NOLINTNEXTLINE(performance-unnecessary-value-param): taken like its siblings, which keep it.
Edits add_last_member(JsonValue object, std::string_view name, std::string json) {
  return add_last_entry(object, member_text(name, json));
}

}  // namespace cordon::rules
