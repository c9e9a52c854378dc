#include "engine/prove/value_ranges.h"

#include <limits>
#include <span>

namespace cordon::prove {
namespace {

// 198.51.100.7 and 2001:db8::7, of the blocks for documentation (RFC 5737, RFC 3849).
AddressOrder example_address() { return {*parse_ip_address("198.51.100.7")}; }
AddressOrder other_address() { return {*parse_ip_address("2001:db8::7")}; }

std::span<std::uint8_t> digits(IpAddress& address) {
  return std::span(address.bytes).first(address.v6 ? 16 : 4);
}

template <class T>
void sort_once(std::vector<T>& values) {
  std::ranges::sort(values);
  const auto repeated = std::ranges::unique(values);
  values.erase(repeated.begin(), repeated.end());
}

template <class T>
std::vector<T> with_neighbours(std::vector<T> ends, std::vector<T> preferred) {
  sort_once(ends);
  std::vector<T> all = std::move(preferred);
  for (const T& end : ends) {
    if (const auto value = before(end)) all.push_back(*value);
    all.push_back(end);
    if (const auto value = after(end)) all.push_back(*value);
  }
  return all;
}

}  // namespace

std::optional<Interval<AddressOrder>> interval_of(const CidrBlock& block) {
  if (block.never_matches) return std::nullopt;
  AddressOrder low{block.network};
  AddressOrder high{block.network};
  const std::span<std::uint8_t> lowest = digits(low.address);
  const std::span<std::uint8_t> highest = digits(high.address);
  for (std::size_t bit = block.prefix_length; bit < lowest.size() * 8; ++bit) {
    const auto mask = static_cast<std::uint8_t>(0x80U >> (bit % 8));
    lowest[bit / 8] = static_cast<std::uint8_t>(lowest[bit / 8] & ~mask);
    highest[bit / 8] = static_cast<std::uint8_t>(highest[bit / 8] | mask);
  }
  using End = Interval<AddressOrder>::End;
  return Interval<AddressOrder>{.low = End{low}, .high = End{high}};
}

std::optional<Instant> before(const Instant& value) {
  if (value.ms == std::numeric_limits<std::int64_t>::min()) return std::nullopt;
  return Instant{value.ms - 1};
}
std::optional<Instant> after(const Instant& value) {
  if (value.ms == std::numeric_limits<std::int64_t>::max()) return std::nullopt;
  return Instant{value.ms + 1};
}

std::optional<AddressOrder> before(const AddressOrder& value) {
  AddressOrder next = value;
  const std::span<std::uint8_t> bytes = digits(next.address);
  for (std::size_t i = bytes.size(); i-- > 0;) {
    if (bytes[i]-- != 0) return next;
  }
  return std::nullopt;
}
std::optional<AddressOrder> after(const AddressOrder& value) {
  AddressOrder next = value;
  const std::span<std::uint8_t> bytes = digits(next.address);
  for (std::size_t i = bytes.size(); i-- > 0;) {
    if (++bytes[i] != 0) return next;
  }
  return std::nullopt;
}

std::string text_of(const Decimal& value) { return value.text(); }
std::string text_of(const Instant& value) { return to_string(value); }
std::string text_of(const AddressOrder& value) { return to_string(value.address); }

std::vector<Decimal> candidates(std::vector<Decimal> ends) {
  sort_once(ends);
  std::vector<Decimal> all = ends;
  std::optional<Decimal> low;
  for (const Decimal& end : ends) {
    if (const auto value = Decimal::between(low, end)) all.push_back(*value);
    low = end;
  }
  if (const auto value = Decimal::between(low, std::nullopt)) all.push_back(*value);
  return all;
}

std::vector<Instant> candidates(std::vector<Instant> ends) {
  std::vector<Instant> preferred;
  if (ends.empty()) preferred.push_back(Instant{});
  return with_neighbours(std::move(ends), std::move(preferred));
}

std::vector<AddressOrder> candidates(std::vector<AddressOrder> ends) {
  return with_neighbours(std::move(ends), {example_address(), other_address()});
}

}  // namespace cordon::prove
