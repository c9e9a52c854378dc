#include "rules/findings/json_path.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "grammar/text.h"

namespace cordon::rules {
namespace {

/// How many decoded bytes of a string lie before an offset of its source.
std::size_t decoded_before(const JsonValue& string, std::uint32_t offset) {
  std::size_t low = 0;
  std::size_t high = string.text().size();
  while (low < high) {
    const std::size_t middle = low + (high - low) / 2;
    if (string.span_of(middle, middle).begin < offset) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low;
}

/// The part of a string that `span` is, if it is not the whole.
std::optional<PathElement> substring(const JsonValue& string, Span span) {
  const Span content = string.span_of(0, string.text().size());
  if (span.begin <= content.begin && span.end >= content.end) return std::nullopt;
  const std::size_t begin = decoded_before(string, span.begin);
  const std::size_t end = std::max(begin, decoded_before(string, span.end));
  const std::string_view text = string.text();
  return PathElement{.kind = PathElement::Kind::kSubstring,
                     .number = count_code_points(text.substr(0, begin)),
                     .length = count_code_points(text.substr(begin, end - begin))};
}

}  // namespace

JsonPlaces::JsonPlaces(JsonValue root) : root_(root) {
  const auto& nodes = root.tree().nodes();
  const std::uint32_t end = nodes[root.index()].next;
  above_.resize(end - root.index());
  struct Open {
    std::uint32_t index;
    std::uint32_t end;
    std::uint32_t children = 0;
  };
  std::vector<Open> open;
  for (std::uint32_t i = 0; i < above_.size(); ++i) {
    while (!open.empty() && open.back().end <= i) open.pop_back();
    if (!open.empty()) above_[i] = {.parent = open.back().index, .order = open.back().children++};
    if (node(i).children > 0) open.push_back({.index = i, .end = node(i).next - root.index()});
  }
}

JsonPlace JsonPlaces::at(Span span) const {
  const std::uint32_t index = deepest_around(span);
  JsonPlace place{.path = path_to(index), .span = span};
  if (node(index).kind != JsonKind::kString) return place;
  const JsonValue string(root_.tree(), root_.index() + index);
  if (const auto part = substring(string, span)) {
    place.path.push_back(*part);
  } else {
    place.span = string.span();
  }
  return place;
}

const Json::Node& JsonPlaces::node(std::uint32_t index) const {
  return root_.tree().nodes()[root_.index() + index];
}

std::uint32_t JsonPlaces::deepest_around(Span span) const {
  // Values stand in the order in which they begin: the one sought is the last that begins at the
  // span or before, or holds it.
  std::uint32_t low = 1;
  auto high = static_cast<std::uint32_t>(above_.size());
  while (low < high) {
    const std::uint32_t middle = low + (high - low) / 2;
    if (node(middle).span.begin <= span.begin) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  std::uint32_t index = low - 1;
  while (index != 0 && node(index).span.end < span.end) index = above_[index].parent;
  return index;
}

std::vector<PathElement> JsonPlaces::path_to(std::uint32_t index) const {
  std::vector<PathElement> path;
  for (; index != 0; index = above_[index].parent) path.push_back(element(index));
  std::ranges::reverse(path);
  return path;
}

PathElement JsonPlaces::element(std::uint32_t index) const {
  const Above above = above_[index];
  if (node(above.parent).kind == JsonKind::kArray) {
    return {.kind = PathElement::Kind::kIndex, .number = above.order};
  }
  // Members are name, value, name, value; a name has nothing below it.
  const bool is_name = above.order % 2 == 0;
  return {.kind = is_name ? PathElement::Kind::kKey : PathElement::Kind::kValue,
          .name = node(is_name ? index : index - 1).text};
}

}  // namespace cordon::rules
