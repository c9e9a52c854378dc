// The words of the YAML reader: yaml-cpp's short texts turned into what was expected and what to
// do, and the refusals of what cordon does not read. Knows places and texts only.
#pragma once

#include <cstdint>
#include <string_view>

#include "grammar/source.h"
#include "grammar/tree_builder.h"

namespace cordon {

/// Where yaml-cpp stopped, and the place of the innermost open container (TreeBuilder::kNone when
/// there is none).
struct YamlStop {
  std::uint32_t offset;
  std::uint32_t open_container;
};

/// What yaml-cpp said, at the place where it said it.
[[nodiscard]] ReadFailure yaml_syntax_failure(std::string_view yaml_cpp_message,
                                              const Source& source, YamlStop stop);

[[nodiscard]] ReadFailure yaml_empty_file(const Source& source);
[[nodiscard]] ReadFailure yaml_second_document(const Source& source, std::uint32_t offset);
[[nodiscard]] ReadFailure yaml_anchor_refused(const Source& source, std::uint32_t offset);
[[nodiscard]] ReadFailure yaml_merge_key_refused(Span key);
/// A null or nothing where a key must be.
[[nodiscard]] ReadFailure yaml_key_missing(const Source& source, std::uint32_t offset);
/// A list or a mapping where a key must be.
[[nodiscard]] ReadFailure yaml_key_refused(Span place, JsonKind found);
/// A key without a colon, which ends at `offset`.
[[nodiscard]] ReadFailure yaml_colon_missing(const Source& source, std::uint32_t offset);
/// Two commas in a row in a list.
[[nodiscard]] ReadFailure yaml_element_missing(const Source& source, std::uint32_t offset);
/// `tag` as yaml-cpp resolved it.
[[nodiscard]] ReadFailure yaml_tag_refused(std::string_view tag, const Source& source,
                                           std::uint32_t offset);
[[nodiscard]] ReadFailure yaml_tag_mismatch(std::string_view tag, Span value);

/// A character that no YAML text may have, or a byte that is no UTF-8.
[[nodiscard]] ReadFailure yaml_character_refused(const Source& source, std::uint32_t offset);

}  // namespace cordon
