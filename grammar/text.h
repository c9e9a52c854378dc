// Small facts about characters that more than one reader needs: ASCII folding, Java's lower case
// (as AWS compares `StringEqualsIgnoreCase`), UTF-8 checks, percent and base64 decoding.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace cordon {

[[nodiscard]] constexpr char ascii_lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}
[[nodiscard]] std::string ascii_lower(std::string_view text);
[[nodiscard]] bool equals_ignoring_ascii_case(std::string_view a, std::string_view b);

/// Java's `String.toLowerCase` as AWS was observed to use it (semantics.md 12): a sigma at the end
/// of a word becomes final, `İ` becomes two characters, letters beyond U+FFFF stay.
[[nodiscard]] std::string java_lower(std::string_view utf8);

/// Code points of a UTF-8 text; of other bytes, those that start one.
[[nodiscard]] std::uint32_t count_code_points(std::string_view text);

/// Columns that a UTF-8 text takes on a terminal: none for a combining mark, two for a wide
/// character. Where East Asian terminals differ from others: one.
[[nodiscard]] std::size_t display_width(std::string_view text);

/// The offset of the first byte that is not valid UTF-8; no value when all is well.
[[nodiscard]] std::optional<std::size_t> first_invalid_utf8(std::string_view text);

/// Percent-decoding as `aws iam` SDKs need it (`+` stays a plus); no value when a `%` is not
/// followed by two hexadecimal digits.
[[nodiscard]] std::optional<std::string> percent_decode(std::string_view text);

/// RFC 4648 base64 with padding; no value when the text is not that.
[[nodiscard]] std::optional<std::string> base64_decode(std::string_view text);

/// The candidate that differs from `text` only by case, else the one nearest by edit distance, if
/// near enough to be a typing slip.
template <class Candidates>
[[nodiscard]] std::optional<std::string_view> nearest(std::string_view text,
                                                      const Candidates& candidates);
[[nodiscard]] std::size_t edit_distance(std::string_view a, std::string_view b);

template <class Candidates>
std::optional<std::string_view> nearest(std::string_view text, const Candidates& candidates) {
  std::optional<std::string_view> best;
  std::size_t best_distance = 1 + text.size() / 4;
  for (std::string_view candidate : candidates) {
    if (equals_ignoring_ascii_case(text, candidate)) return candidate;
    const std::size_t longer = std::max(text.size(), candidate.size());
    if (longer - std::min(text.size(), candidate.size()) > best_distance) continue;
    const std::size_t distance = edit_distance(text, candidate);
    if (distance <= best_distance && (!best || distance < best_distance)) {
      best = candidate;
      best_distance = distance;
    }
  }
  return best;
}

}  // namespace cordon
