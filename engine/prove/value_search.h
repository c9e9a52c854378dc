// One attribute, and sets that its value shall be in or not in: is there such a value? Sets of one
// kind are decided exactly. Where a key is compared as a text and as a number, time or address, the
// values that either side suggests are tried; nothing is concluded from that failing.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include "engine/prove/atoms.h"
#include "engine/prove/text_search.h"

namespace cordon::prove {

struct ValueSearch {
  Found found = Found::kNo;
  std::string text;                 // kYes
  std::vector<std::size_t> needed;  // kNo: places in the input that have to be there for it
};

/// `tests` and, when given, `domain`.
[[nodiscard]] ValueSearch find_value(const Atoms& atoms, std::span<const Test> tests,
                                     std::optional<LanguageId> domain, Budget& budget);

}  // namespace cordon::prove
