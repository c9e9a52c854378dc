#include "rules/syn/variables/broken_variables.h"

#include <algorithm>

#include "grammar/text.h"

namespace cordon::rules {

bool is_key_name(std::string_view name) {
  constexpr auto kInPrefix = [](char c) {
    const char lower = ascii_lower(c);
    return (lower >= 'a' && lower <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '.' ||
           c == '/';
  };
  const std::size_t colon = name.find(':');
  if (colon == std::string_view::npos || colon == 0 || colon + 1 == name.size()) return false;
  return name[colon + 1] != ':' && std::ranges::all_of(name.substr(0, colon), kInPrefix);
}

}  // namespace cordon::rules
