// What to say of a word that is none of a few: the nearest of them, or all. For words in our own
// formats; those of options are common_options.h's.
#pragma once

#include <fmt/format.h>

#include <string>
#include <string_view>

#include "grammar/text.h"

namespace cordon {

template <class Names>
[[nodiscard]] std::string did_you_mean(std::string_view word, const Names& names) {
  if (const auto near = nearest(word, names)) return fmt::format("did you mean `{}`?", *near);
  return fmt::format("expected {}", fmt::join(names, ", "));
}

}  // namespace cordon
