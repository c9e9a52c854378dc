// Where YAML values end. yaml-cpp tells where a value begins, the tag included, and nothing more:
// the rest is found in the text, with what the value decoded to as a guide. Offsets are into the
// Source.
#pragma once

#include <cstdint>
#include <string_view>

#include "grammar/source.h"

namespace cordon {

class YamlPlaces {
 public:
  explicit YamlPlaces(const Source& source) : text_(source.text()) {}

  /// Behind a tag and the blanks that follow it, if one stands at `begin`.
  [[nodiscard]] std::uint32_t skip_tag(std::uint32_t begin) const;

  /// The whole of a scalar that starts at `begin` (behind its tag) and decodes to `value`. A quote
  /// that is never closed is a ReadFailure: yaml-cpp lets it pass.
  [[nodiscard]] Span scalar(std::uint32_t begin, std::string_view value) const;

  /// A null written as `null` or `~` at `mark`, or else nothing at all: then the place is behind
  /// the last indicator between `after`, where the value before ended, and `mark`.
  [[nodiscard]] Span null(std::uint32_t after, std::uint32_t mark) const;

  /// Whether a key that starts at `begin` (its tag included) and ends at `end` has the `:` or the
  /// `?` that makes it one: yaml-cpp takes a last line without either for a key too.
  [[nodiscard]] bool is_marked_as_key(std::uint32_t begin, std::uint32_t end) const;

  /// Behind the bracket that closes a container whose last child ended at `after`.
  [[nodiscard]] std::uint32_t closing_bracket(std::uint32_t after) const;

  [[nodiscard]] char at(std::uint32_t offset) const {
    return offset < text_.size() ? text_[offset] : '\0';
  }

 private:
  [[nodiscard]] std::uint32_t quoted_end(std::uint32_t begin) const;
  [[nodiscard]] std::uint32_t block_end(std::uint32_t begin, std::string_view value) const;
  [[nodiscard]] std::uint32_t plain_end(std::uint32_t begin, std::string_view value) const;

  std::string_view text_;
};

}  // namespace cordon
