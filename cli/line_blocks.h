// A stream of bytes cut into blocks of whole lines: what a worker is given at a time. Blocks are as
// large as one read gives, so a line on a pipe is a block as soon as it is there. A line that is
// longer than allowed is passed over without being held.
#pragma once

#include <cstddef>
#include <cstdint>
#include <expected>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "grammar/diagnostic.h"

namespace cordon {

/// Fills a part of the buffer; 0: the end.
using ReadBytes = std::function<std::expected<std::size_t, Error>(std::span<char> buffer)>;

struct LineBlock {
  std::string text;              // whole lines; the last one of the stream may lack its end
  std::uint64_t first_line = 1;  // 1-based
  std::uint64_t offset = 0;      // bytes of the stream before `text`
  /// One line that is longer than allowed stands for the block; `text` is empty.
  bool too_long = false;
};

class LineBlocks {
 public:
  LineBlocks(ReadBytes read, std::size_t most_line_bytes);

  /// No value at the end.
  [[nodiscard]] std::expected<std::optional<LineBlock>, Error> next();

 private:
  [[nodiscard]] std::expected<std::string_view, Error> more();
  [[nodiscard]] std::expected<std::optional<LineBlock>, Error> pass_over_long_line();
  [[nodiscard]] LineBlock take(std::size_t size);

  ReadBytes read_;
  std::size_t most_line_bytes_;
  std::vector<char> buffer_;
  std::string pending_;     // read, and not yet given out
  bool has_lines_ = false;  // pending_ may hold whole lines
  std::uint64_t line_ = 1;
  std::uint64_t offset_ = 0;  // of pending_
};

/// Calls `visit(text, number, offset)` with each line of a block that is not blank, without its
/// end.
template <class Visit>
void for_each_line(const LineBlock& block, Visit visit) {
  std::string_view rest = block.text;
  for (std::uint64_t number = block.first_line; !rest.empty(); ++number) {
    const std::size_t end = rest.find('\n');
    std::string_view line = rest.substr(0, end);
    const std::uint64_t offset = block.offset + (block.text.size() - rest.size());
    rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (line.find_first_not_of(" \t\r") != std::string_view::npos) visit(line, number, offset);
  }
}

}  // namespace cordon
