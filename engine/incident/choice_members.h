// Members of an incident file whose value is one of a few words.
#pragma once

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>

#include "grammar/object_reader.h"

namespace cordon::incident {

/// The place of the member's text among the names. No value: it is missing, or none of them, which
/// is reported.
template <std::size_t N>
std::optional<std::size_t> one_of(ObjectReader& object, std::string_view name,
                                  const std::array<std::string_view, N>& names) {
  const auto text = object.located_text(name);
  if (!text) return std::nullopt;
  const auto found = std::ranges::find(names, text->value);
  if (found != names.end()) return static_cast<std::size_t>(found - names.begin());
  object.report(text->span, fmt::format("`{}` can't be `{}`: expected {}", name, text->value,
                                        fmt::join(names, ", ")));
  return std::nullopt;
}

/// Of `expect`. A test whose `expect` was left empty would expect nothing, and look as if it
/// passed.
template <std::size_t N>
std::optional<std::size_t> expected_of(ObjectReader& object,
                                       const std::array<std::string_view, N>& names) {
  const auto given = object.value().find("expect");
  if (given && given->is(JsonKind::kNull)) {
    object.report(given->span(),
                  fmt::format("`expect` is empty: expected {}", fmt::join(names, ", ")));
  }
  return one_of(object, "expect", names);
}

}  // namespace cordon::incident
