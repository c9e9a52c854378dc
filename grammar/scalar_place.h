// Where the decoded bytes of a scalar stand in the source text: behind escapes in JSON and YAML
// quotes, and behind the indentation of YAML's literal blocks. Answers a question of JsonValue; it
// decodes nothing for the readers.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

#include "grammar/source.h"

namespace cordon {

/// Offsets into a decoded text; offsets past the end are read as the end.
struct DecodedRange {
  std::size_t begin = 0;
  std::size_t end = 0;
};

/// The place of the decoded bytes of a scalar that was written at `scalar` and decoded to `text`.
/// An escape is one place. The whole scalar where the source does not say (YAML's folded lines).
[[nodiscard]] Span place_in_scalar(const Source& source, Span scalar, std::string_view text,
                                   DecodedRange range);

/// The indentation of a YAML block scalar, from the lines behind its header and what they decode
/// to; no value when there is no line with text.
[[nodiscard]] std::optional<std::size_t> block_indentation(std::string_view lines,
                                                           std::string_view text);

}  // namespace cordon
