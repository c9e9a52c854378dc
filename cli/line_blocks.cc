#include "cli/line_blocks.h"

#include <algorithm>
#include <utility>

namespace cordon {
namespace {

constexpr std::size_t kReadBytes = std::size_t{256} << 10U;

// By memchr, a line at a time: std::ranges::count looks at single bytes and took 5 % of a batch.
std::uint64_t count_line_ends(std::string_view text) {
  std::uint64_t count = 0;
  for (std::size_t at = text.find('\n'); at != std::string_view::npos;
       at = text.find('\n', at + 1)) {
    ++count;
  }
  return count;
}

}  // namespace

LineBlocks::LineBlocks(ReadBytes read, std::size_t most_line_bytes)
    : read_(std::move(read)), most_line_bytes_(most_line_bytes), buffer_(kReadBytes) {}

std::expected<std::string_view, Error> LineBlocks::more() {
  const auto got = read_(buffer_);
  if (!got) return std::unexpected(got.error());
  return std::string_view(buffer_.data(), *got);
}

LineBlock LineBlocks::take(std::size_t size) {
  std::string rest = pending_.substr(size);
  pending_.resize(size);
  LineBlock block{
      .text = std::exchange(pending_, std::move(rest)), .first_line = line_, .offset = offset_};
  line_ += count_line_ends(block.text);
  offset_ += size;
  return block;
}

std::expected<std::optional<LineBlock>, Error> LineBlocks::next() {
  if (std::exchange(has_lines_, false)) {
    const std::size_t last_end = pending_.rfind('\n');
    if (last_end != std::string::npos) return take(last_end + 1);
  }
  while (pending_.size() <= most_line_bytes_) {
    const auto got = more();
    if (!got) return std::unexpected(got.error());
    if (got->empty()) {
      return pending_.empty() ? std::optional<LineBlock>() : take(pending_.size());
    }
    const std::size_t last_end = got->rfind('\n');
    const std::size_t before = pending_.size();
    pending_.append(*got);
    if (last_end != std::string_view::npos) return take(before + last_end + 1);
  }
  return pass_over_long_line();
}

std::expected<std::optional<LineBlock>, Error> LineBlocks::pass_over_long_line() {
  LineBlock block{.first_line = line_, .offset = offset_, .too_long = true};
  offset_ += pending_.size();
  pending_.clear();
  while (true) {
    const auto got = more();
    if (!got) return std::unexpected(got.error());
    const std::size_t end = std::min(got->find('\n'), got->size());
    const bool ended = end < got->size();
    offset_ += end + (ended ? 1 : 0);
    if (ended) pending_ = got->substr(end + 1);
    has_lines_ = ended;
    if (ended || got->empty()) break;
  }
  ++line_;
  return block;
}

}  // namespace cordon
