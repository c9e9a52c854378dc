// A Source is one text that was read: a file, a line of a batch, or a document embedded in another
// file. Every span in the program is a pair of byte offsets into a Source; lines and columns are
// computed only when a place is shown. A Source does no input of its own and knows no policy.
#pragma once

#include <compare>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace cordon {

/// A half-open range of byte offsets into a Source.
struct Span {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;

  friend auto operator<=>(const Span&, const Span&) = default;
};

/// A value together with the place where it was written.
template <class T>
struct Located {
  T value{};
  Span span{};
};

/// A place as people read it: 1-based line, 1-based column counted in Unicode code points. A byte
/// order mark at the start of the text is no column.
struct Position {
  std::uint32_t line = 1;
  std::uint32_t column = 1;

  friend auto operator<=>(const Position&, const Position&) = default;
};

class Source;
using SourcePtr = std::shared_ptr<const Source>;

/// Where an embedded text stands in the text that holds it (a percent-encoded policy document in an
/// account snapshot, for example).
struct EmbeddedIn {
  SourcePtr outer;
  Span span;
};

class Source {
 public:
  /// `text` is at most 4 GiB - 1 bytes; the readers refuse more before a Source is made.
  /// `first_line` is the number of its first line: of one line out of a stream, its number there.
  Source(std::string name, std::string text, std::optional<EmbeddedIn> embedded_in = std::nullopt,
         std::uint32_t first_line = 1);

  [[nodiscard]] const std::string& name() const { return name_; }
  [[nodiscard]] std::string_view text() const { return text_; }
  [[nodiscard]] const std::optional<EmbeddedIn>& embedded_in() const { return embedded_in_; }

  /// The text that `span` covers; a span past the end is cut to the text.
  [[nodiscard]] std::string_view text(Span span) const;

  /// An offset past the end is read as the end. Lines end at LF; a CR before it is not a column.
  [[nodiscard]] Position position(std::uint32_t offset) const;

  /// How many code points `span` covers; it must lie within the text.
  [[nodiscard]] std::uint32_t code_points(Span span) const;

  /// The text of a line, by its number, without its line end; empty when there is no such line.
  [[nodiscard]] std::string_view line(std::uint32_t number) const;

 private:
  [[nodiscard]] std::uint32_t continuation_bytes_before(std::uint32_t offset) const;
  std::string name_;
  std::string text_;
  std::vector<std::uint32_t> line_starts_;  // of line 2 and following: a one-line text needs none
  /// Bytes that continue a code point before each block of the text but the first: a column on a
  /// line of megabytes must not be counted from its start, for each of its findings.
  std::vector<std::uint32_t> continuation_bytes_;
  std::optional<EmbeddedIn> embedded_in_;
  std::uint32_t first_line_;
};

/// `name:line:column` of an offset, as compilers write it.
[[nodiscard]] std::string place(const Source& source, std::uint32_t offset);

}  // namespace cordon
