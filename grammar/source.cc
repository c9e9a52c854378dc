#include "grammar/source.h"

#include <algorithm>
#include <cstring>

#include <fmt/format.h>

#include "grammar/text.h"
#include "grammar/utf8.h"

namespace cordon {
namespace {

std::vector<std::uint32_t> starts_of_following_lines(std::string_view text) {
  std::vector<std::uint32_t> starts;
  for (std::size_t at = text.find('\n'); at != std::string_view::npos;
       at = text.find('\n', at + 1)) {
    starts.push_back(static_cast<std::uint32_t>(at + 1));
  }
  return starts;
}

std::string_view without_byte_order_mark(std::string_view line) {
  if (line.starts_with(kByteOrderMark)) line.remove_prefix(kByteOrderMark.size());
  return line;
}

constexpr std::size_t kBlock = 512;

std::uint32_t count_continuation_bytes(std::string_view text) {
  return static_cast<std::uint32_t>(text.size()) - count_code_points(text);
}

std::vector<std::uint32_t> continuation_bytes_before_blocks(std::string_view text) {
  std::vector<std::uint32_t> before;
  std::uint32_t count = 0;
  for (std::size_t end = kBlock; end < text.size(); end += kBlock) {
    count += count_continuation_bytes(text.substr(end - kBlock, kBlock));
    before.push_back(count);
  }
  return before;
}

}  // namespace

Source::Source(std::string name, std::string text, std::optional<EmbeddedIn> embedded_in,
               std::uint32_t first_line)
    : name_(std::move(name)),
      text_(std::move(text)),
      line_starts_(starts_of_following_lines(text_)),
      continuation_bytes_(continuation_bytes_before_blocks(text_)),
      embedded_in_(std::move(embedded_in)),
      first_line_(first_line) {}

std::string_view Source::text(Span span) const {
  const std::size_t begin = std::min<std::size_t>(span.begin, text_.size());
  const std::size_t end = std::clamp<std::size_t>(span.end, begin, text_.size());
  return std::string_view(text_).substr(begin, end - begin);
}

Position Source::position(std::uint32_t offset) const {
  const std::size_t at = std::min<std::size_t>(offset, text_.size());
  const auto next_line = std::ranges::upper_bound(line_starts_, at);
  const std::size_t start = next_line == line_starts_.begin() ? 0 : *(next_line - 1);
  const std::string_view before = std::string_view(text_).substr(start, at - start);
  std::uint32_t column = 1 + code_points({.begin = static_cast<std::uint32_t>(start),
                                          .end = static_cast<std::uint32_t>(at)});
  if (at < text_.size() && text_[at] == '\n' && before.ends_with('\r')) --column;
  if (start == 0 && before.starts_with(kByteOrderMark)) --column;
  return {.line = static_cast<std::uint32_t>(next_line - line_starts_.begin()) + first_line_,
          .column = column};
}

std::uint32_t Source::continuation_bytes_before(std::uint32_t offset) const {
  const std::size_t block = std::min(offset / kBlock, continuation_bytes_.size());
  const std::uint32_t before = block == 0 ? 0 : continuation_bytes_[block - 1];
  const auto start = static_cast<std::uint32_t>(block * kBlock);
  return before + count_continuation_bytes(text({.begin = start, .end = offset}));
}

std::uint32_t Source::code_points(Span span) const {
  const std::uint32_t size = span.end - span.begin;
  if (size <= kBlock) return count_code_points(text(span));
  return size - (continuation_bytes_before(span.end) - continuation_bytes_before(span.begin));
}

std::string_view Source::line(std::uint32_t number) const {
  if (number < first_line_ || number - first_line_ > line_starts_.size()) return {};
  const std::size_t index = number - first_line_;
  const std::size_t start = index == 0 ? 0 : line_starts_[index - 1];
  const bool last = index == line_starts_.size();
  const std::size_t end = last ? text_.size() : line_starts_[index] - 1;
  std::string_view line = std::string_view(text_).substr(start, end - start);
  if (!last && line.ends_with('\r')) line.remove_suffix(1);
  return index == 0 ? without_byte_order_mark(line) : line;
}

std::string place(const Source& source, std::uint32_t offset) {
  const Position position = source.position(offset);
  return fmt::format("{}:{}:{}", source.name(), position.line, position.column);
}

}  // namespace cordon
