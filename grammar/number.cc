#include "grammar/number.h"

#include <algorithm>
#include <charconv>

namespace cordon {
namespace {

constexpr std::string_view kDigits = "0123456789";

// Takes what `rest` starts with, as far as it consists of `accepted`.
std::string_view take_while(std::string_view& rest, std::string_view accepted) {
  const std::size_t end = std::min(rest.find_first_not_of(accepted), rest.size());
  const std::string_view taken = rest.substr(0, end);
  rest.remove_prefix(end);
  return taken;
}

bool take(std::string_view& rest, char c) {
  if (!rest.starts_with(c)) return false;
  rest.remove_prefix(1);
  return true;
}

// `+` or `-` or nothing; true for `-`.
bool take_minus(std::string_view& rest) {
  const bool minus = take(rest, '-');
  if (!minus) take(rest, '+');
  return minus;
}

// The digits behind the `e`. from_chars skips leading zeroes and refuses what 32 bits don't hold.
std::optional<std::int32_t> read_exponent(std::string_view text) {
  if (text.starts_with('+')) {
    text.remove_prefix(1);
    if (text.starts_with('-')) return std::nullopt;
  }
  std::int32_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return value;
}

}  // namespace

std::optional<Decimal> Decimal::parse(std::string_view text) {
  Decimal number;
  number.negative_ = take_minus(text);
  const std::string_view whole = take_while(text, kDigits);
  const std::string_view part = take(text, '.') ? take_while(text, kDigits) : std::string_view{};
  if (whole.empty() && part.empty()) return std::nullopt;
  std::int32_t exponent = 0;
  if (take(text, 'e') || take(text, 'E')) {
    const auto read = read_exponent(text);
    if (!read) return std::nullopt;
    exponent = *read;
  } else if (!text.empty()) {
    return std::nullopt;
  }
  number.digits_.append(whole).append(part);
  const std::size_t zeroes = number.digits_.find_first_not_of('0');
  if (zeroes == std::string::npos) return Decimal{};
  number.digits_.erase(number.digits_.find_last_not_of('0') + 1);
  number.digits_.erase(0, zeroes);
  number.exponent_ = std::int64_t{exponent} + static_cast<std::int64_t>(whole.size()) -
                     static_cast<std::int64_t>(zeroes);
  return number;
}

Decimal Decimal::from_integer(std::int64_t value) {
  return parse(std::to_string(value)).value_or(Decimal{});
}

Decimal Decimal::negative() const {
  Decimal other = *this;
  other.negative_ = !negative_ && !digits_.empty();
  return other;
}

// This is not negative and below `high`.
Decimal Decimal::above(const std::optional<Decimal>& high) const {
  constexpr std::int64_t kMostWholeDigits = 17;
  if (exponent_ <= kMostWholeDigits) {
    std::int64_t whole = 0;
    for (std::int64_t i = 0; i < exponent_; ++i) {
      const auto at = static_cast<std::size_t>(i);
      whole = whole * 10 + (at < digits_.size() ? digits_[at] - '0' : 0);
    }
    const Decimal next = from_integer(whole + 1);
    if (!high || next < *high) return next;
  }
  // One digit more than either has at this height. A zero has no height of its own.
  Decimal next = *this;
  if (digits_.empty() && high) next.exponent_ = high->exponent_;
  const bool same_height = high && high->exponent_ == next.exponent_;
  const std::size_t size = same_height ? std::max(digits_.size(), high->digits_.size()) : 0;
  next.digits_.resize(std::max(size, digits_.size()), '0');
  next.digits_.push_back('1');
  const std::size_t zeroes = next.digits_.find_first_not_of('0');
  next.digits_.erase(0, zeroes);
  next.exponent_ -= static_cast<std::int64_t>(zeroes);
  return next;
}

std::optional<Decimal> Decimal::between(const std::optional<Decimal>& low,
                                        const std::optional<Decimal>& high) {
  const Decimal zero;
  if (low && high && !(*low < *high)) return std::nullopt;
  if ((!low || *low < zero) && (!high || zero < *high)) return Decimal{};
  if (low && !(*low < zero)) return low->above(high);
  const std::optional<Decimal> end = low ? std::optional(low->negative()) : std::nullopt;
  return high->negative().above(end).negative();
}

std::string Decimal::text() const {
  constexpr std::int64_t kMostPlain = 20;
  if (digits_.empty()) return "0";
  std::string text = negative_ ? "-" : "";
  const auto size = static_cast<std::int64_t>(digits_.size());
  if (exponent_ > kMostPlain || exponent_ < -kMostPlain) {
    return text + "0." + digits_ + "e" + std::to_string(exponent_);
  }
  if (exponent_ <= 0) {
    return text + "0." + std::string(static_cast<std::size_t>(-exponent_), '0') + digits_;
  }
  if (exponent_ >= size) {
    return text + digits_ + std::string(static_cast<std::size_t>(exponent_ - size), '0');
  }
  const auto whole = static_cast<std::size_t>(exponent_);
  return text + digits_.substr(0, whole) + "." + digits_.substr(whole);
}

std::strong_ordering operator<=>(const Decimal& a, const Decimal& b) {
  if (a.negative_ != b.negative_) return b.negative_ <=> a.negative_;
  const Decimal& small = a.negative_ ? b : a;
  const Decimal& large = a.negative_ ? a : b;
  // A zero has no digits and exponent 0: it must not be compared by its exponent.
  if (small.digits_.empty() || large.digits_.empty()) {
    return large.digits_.empty() <=> small.digits_.empty();
  }
  if (small.exponent_ != large.exponent_) return small.exponent_ <=> large.exponent_;
  return small.digits_ <=> large.digits_;
}

}  // namespace cordon
