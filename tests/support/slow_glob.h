// The meaning of a pattern, written as directly as possible and as slow as that is: the oracle for
// grammar/pattern.h in tests and fuzz targets. It decodes UTF-8 by itself; it is not for anything
// longer than a few dozen characters.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "grammar/pattern.h"

namespace cordon::support {

/// A wildcard or a unit of a text.
using SlowToken = std::uint32_t;
inline constexpr SlowToken kSlowWildcard = 0x8000'0000;

/// UTF-16 units of valid UTF-8.
inline std::vector<SlowToken> slow_units(std::string_view utf8) {
  std::vector<SlowToken> units;
  for (std::size_t i = 0; i < utf8.size();) {
    const auto lead = static_cast<unsigned char>(utf8[i]);
    std::size_t size = 1;
    for (const unsigned least : {0xC0U, 0xE0U, 0xF0U}) size += lead >= least ? 1 : 0;
    std::uint32_t code_point = size == 1 ? lead : lead & (0xFFU >> (size + 1));
    for (std::size_t k = 1; k < size; ++k) {
      code_point = code_point * 64 + (static_cast<unsigned char>(utf8.at(i + k)) & 0x3FU);
    }
    i += size;
    if (code_point >= 0x10000) {
      units.push_back(0xD800 + (code_point - 0x10000) / 1024);
      code_point = 0xDC00 + (code_point - 0x10000) % 1024;
    }
    units.push_back(code_point);
  }
  return units;
}

/// Wildcards as they are, the bytes between them as UTF-16 units.
inline std::vector<SlowToken> slow_tokens(std::span<const Pattern::Token> tokens) {
  std::vector<SlowToken> slow;
  std::string literal;
  for (std::size_t i = 0; i <= tokens.size(); ++i) {
    if (i < tokens.size() && tokens[i] < 256) {
      literal.push_back(static_cast<char>(tokens[i]));
      continue;
    }
    for (const SlowToken unit : slow_units(literal)) slow.push_back(unit);
    literal.clear();
    if (i < tokens.size()) slow.push_back(kSlowWildcard + tokens[i]);
  }
  return slow;
}

inline bool slow_match(std::span<const SlowToken> pattern, std::span<const SlowToken> text) {
  if (pattern.empty()) return text.empty();
  const SlowToken first = pattern.front();
  const bool may_take =
      !text.empty() && (first == text.front() || first == kSlowWildcard + Pattern::kAnyOne ||
                        first == kSlowWildcard + Pattern::kAnyRun ||
                        (first >= kSlowWildcard && text.front() != ':'));
  const bool run =
      first == kSlowWildcard + Pattern::kAnyRun || first == kSlowWildcard + Pattern::kAnyRunInField;
  if (run && slow_match(pattern.subspan(1), text)) return true;
  return may_take && slow_match(run ? pattern : pattern.subspan(1), text.subspan(1));
}

/// Every text over `alphabet` with at most `length` letters, the empty one first.
inline std::vector<std::string> all_texts(std::span<const std::string_view> alphabet,
                                          std::size_t length) {
  std::vector<std::string> texts{""};
  std::size_t begin = 0;
  for (std::size_t i = 0; i < length; ++i) {
    const std::size_t end = texts.size();
    for (; begin < end; ++begin) {
      for (const std::string_view letter : alphabet) {
        texts.push_back(texts[begin] + std::string(letter));
      }
    }
  }
  return texts;
}

}  // namespace cordon::support
