#include "grammar/cidr.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cstddef>
#include <span>
#include <string>
#include <tuple>
#include <utility>

namespace cordon {
namespace {

constexpr std::size_t kV4Bytes = 4;
constexpr std::size_t kV6Groups = 8;
constexpr std::size_t kGroupsBeforeDotted = 6;

// The whole text as an unsigned number of that base and at most `digits` digits.
std::optional<std::uint32_t> read_number(std::string_view text, int base, std::size_t digits) {
  std::uint32_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value, base);
  const bool whole = error == std::errc{} && end == text.data() + text.size();
  return whole && text.size() <= digits ? std::optional(value) : std::nullopt;
}

std::optional<std::array<std::uint8_t, kV4Bytes>> read_v4(std::string_view text) {
  std::array<std::uint8_t, kV4Bytes> bytes{};
  for (std::size_t i = 0; i < kV4Bytes; ++i) {
    const std::size_t end = i + 1 < kV4Bytes ? text.find('.') : text.size();
    if (end == std::string_view::npos) return std::nullopt;
    const auto value = read_number(text.substr(0, end), 10, 3);
    if (!value || *value > 0xFF) return std::nullopt;
    bytes[i] = static_cast<std::uint8_t>(*value);
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return bytes;
}

// The groups of an IPv6 text as they are written.
class GroupReader {
 public:
  explicit GroupReader(std::string_view text) : rest_(text) {}

  // Reads all: false when the text is no row of groups, or not one of `wanted` groups.
  bool read(std::size_t wanted) {
    if (rest_.starts_with(':') && !rest_.starts_with("::")) {
      ++count_;  // an empty first group is a zero
      rest_.remove_prefix(1);
    }
    while (!rest_.empty()) {
      if (!read_colons()) return false;
      if (!rest_.empty() && !read_group()) return false;
    }
    return gap_ ? count_ < wanted : count_ == wanted;
  }

  // The groups with the gap (`::`) filled, in network order.
  void write(std::array<std::uint8_t, 16>& bytes, std::size_t wanted) const {
    const std::size_t behind_gap = gap_ ? count_ - *gap_ : 0;
    for (std::size_t i = 0; i < count_; ++i) {
      const std::size_t at = i < count_ - behind_gap ? i : wanted - count_ + i;
      bytes[2 * at] = static_cast<std::uint8_t>(groups_[i] >> 8U);
      bytes[2 * at + 1] = static_cast<std::uint8_t>(groups_[i] & 0xFFU);
    }
  }

 private:
  bool read_colons() {
    const std::size_t run = std::min(rest_.find_first_not_of(':'), rest_.size());
    rest_.remove_prefix(run);
    if (run <= 1) return true;
    if (run > 3 || gap_) return false;
    gap_ = count_;
    return true;
  }

  bool read_group() {
    const std::size_t end = std::min(rest_.find(':'), rest_.size());
    const auto value = read_number(rest_.substr(0, end), 16, 4);
    if (!value || count_ == groups_.size()) return false;
    groups_[count_++] = static_cast<std::uint16_t>(*value);
    rest_.remove_prefix(end);
    return true;
  }

  std::string_view rest_;
  std::array<std::uint16_t, kV6Groups> groups_{};
  std::size_t count_ = 0;
  std::optional<std::size_t> gap_;  // how many groups stand before `::`
};

struct V6 {
  std::array<std::uint8_t, 16> bytes{};
  bool dotted = false;
};

std::optional<V6> read_v6(std::string_view text) {
  V6 address;
  std::size_t wanted = kV6Groups;
  if (text.contains('.')) {
    const std::size_t tail = text.rfind(':') + 1;
    const auto v4 = read_v4(text.substr(tail));
    if (!v4) return std::nullopt;
    std::ranges::copy(*v4, address.bytes.end() - kV4Bytes);
    text = text.substr(0, tail);
    wanted = kGroupsBeforeDotted;
    address.dotted = true;
  }
  GroupReader groups(text);
  if (!groups.read(wanted)) return std::nullopt;
  groups.write(address.bytes, wanted);
  return address;
}

bool is_mapped_v4(const std::array<std::uint8_t, 16>& bytes) {
  constexpr std::array<std::uint8_t, 12> kPrefix{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF};
  return std::ranges::equal(kPrefix, std::span(bytes).first<kPrefix.size()>());
}

IpAddress from_v4(std::span<const std::uint8_t, kV4Bytes> bytes) {
  IpAddress address;
  std::ranges::copy(bytes, address.bytes.begin());
  return address;
}

// The address with all bits behind the first `length` cleared.
IpAddress masked(IpAddress address, std::size_t length) {
  for (std::size_t bit = length; bit < 8 * address.bytes.size();) {
    const std::size_t kept = bit % 8;
    address.bytes[bit / 8] &= static_cast<std::uint8_t>(0xFF00U >> kept);
    bit += 8 - kept;
  }
  return address;
}

std::optional<std::uint8_t> read_prefix_length(std::string_view text, std::uint32_t most) {
  if (text.starts_with('+')) text.remove_prefix(1);
  const auto value = read_number(text, 10, text.size());
  return value && *value <= most ? std::optional(static_cast<std::uint8_t>(*value)) : std::nullopt;
}

}  // namespace

std::string to_string(const IpAddress& address) {
  const auto& bytes = address.bytes;
  if (!address.v6) return fmt::format("{}.{}.{}.{}", bytes[0], bytes[1], bytes[2], bytes[3]);
  std::array<unsigned, kV6Groups> groups{};
  for (std::size_t i = 0; i < kV6Groups; ++i) groups[i] = bytes[2 * i] * 256U + bytes[2 * i + 1];
  std::size_t gap = 0;
  std::size_t gap_size = 1;  // a single zero is written
  for (std::size_t i = 0; i < kV6Groups; ++i) {
    std::size_t end = i;
    while (end < kV6Groups && groups[end] == 0) ++end;
    if (end - i > gap_size) std::tie(gap, gap_size) = std::pair(i, end - i);
  }
  const auto group = [&](std::size_t i) { return fmt::format("{:x}", groups[i]); };
  std::string text;
  for (std::size_t i = 0; i < kV6Groups; ++i) {
    const bool hidden = gap_size > 1 && i >= gap && i < gap + gap_size;
    if (hidden && i == gap) text += i == 0 ? "::" : ":";
    if (!hidden) text += group(i) + (i + 1 < kV6Groups ? ":" : "");
  }
  return text;
}

std::optional<IpAddress> parse_ip_address(std::string_view text) {
  if (!text.contains(':')) {
    const auto v4 = read_v4(text);
    return v4 ? std::optional(from_v4(*v4)) : std::nullopt;
  }
  const auto v6 = read_v6(text);
  if (!v6) return std::nullopt;
  if (is_mapped_v4(v6->bytes)) return from_v4(std::span(v6->bytes).last<kV4Bytes>());
  return v6->dotted ? std::nullopt : std::optional(IpAddress{.v6 = true, .bytes = v6->bytes});
}

bool CidrBlock::contains(const IpAddress& address) const {
  return !never_matches && network.v6 == address.v6 &&
         masked(network, prefix_length) == masked(address, prefix_length);
}

std::optional<CidrBlock> parse_cidr(std::string_view text) {
  const std::size_t slash = text.find('/');
  const std::string_view written = text.substr(0, slash);
  CidrBlock block;
  if (!written.contains(':')) {
    const auto v4 = read_v4(written);
    if (!v4) return std::nullopt;
    block.network = from_v4(*v4);
  } else {
    const auto v6 = read_v6(written);
    if (!v6) return std::nullopt;
    block.network = {.v6 = true, .bytes = v6->bytes};
    block.never_matches = v6->dotted;
  }
  block.prefix_length = block.network.v6 ? 128 : 32;
  if (slash != std::string_view::npos) {
    const auto length = read_prefix_length(text.substr(slash + 1), block.prefix_length);
    if (!length) return std::nullopt;
    block.prefix_length = *length;
  }
  const IpAddress network = masked(block.network, block.prefix_length);
  if (!block.network.v6) block.network = network;
  if (block.network != network) block.never_matches = true;
  return block;
}

}  // namespace cordon
