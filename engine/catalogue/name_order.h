// The order of the tables of this folder: by name, without regard to the case of ASCII letters, as
// IAM compares the names of actions and condition keys. Not for values, which keep their case.
#pragma once

#include <algorithm>
#include <cstddef>
#include <functional>
#include <ranges>
#include <string_view>

namespace cordon::catalogue {

constexpr char folded(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

struct NameLess {
  constexpr bool operator()(std::string_view a, std::string_view b) const {
    const std::size_t common = std::min(a.size(), b.size());
    for (std::size_t i = 0; i < common; ++i) {
      if (folded(a[i]) != folded(b[i])) return folded(a[i]) < folded(b[i]);
    }
    return a.size() < b.size();
  }
};

constexpr bool same_name(std::string_view a, std::string_view b) {
  if (a.size() != b.size()) return false;
  for (std::size_t i = 0; i < a.size(); ++i) {
    if (folded(a[i]) != folded(b[i])) return false;
  }
  return true;
}

/// Sorted, and no name is there twice.
template <class Rows, class Name>
constexpr bool strictly_sorted(const Rows& rows, Name name) {
  const auto not_before = [&](const auto& a, const auto& b) {
    return !NameLess{}(std::invoke(name, a), std::invoke(name, b));
  };
  return std::ranges::adjacent_find(rows, not_before) == std::ranges::end(rows);
}

/// The row of that name in a sorted table, or null.
template <class Rows, class Name>
constexpr auto find_row(const Rows& rows, std::string_view wanted, Name name)
    -> const std::ranges::range_value_t<Rows>* {
  const auto row = std::ranges::lower_bound(rows, wanted, NameLess{}, name);
  const bool found = row != std::ranges::end(rows) && same_name(std::invoke(name, *row), wanted);
  return found ? &*row : nullptr;
}

}  // namespace cordon::catalogue
