// Sets of numbers, moments and addresses: unions of intervals over values that have an order. Asked
// for single values; which values are worth asking for is what candidates() says: with all of some
// sets' candidates tried, every way of being in some and out of others has been met.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "engine/value_sets.h"
#include "grammar/cidr.h"
#include "grammar/date_time.h"
#include "grammar/number.h"

namespace cordon::prove {

/// An address in the order of its family's numbers; families one after the other.
struct AddressOrder {
  IpAddress address;

  friend std::strong_ordering operator<=>(const AddressOrder& a, const AddressOrder& b) {
    if (a.address.v6 != b.address.v6) return a.address.v6 <=> b.address.v6;
    return a.address.bytes <=> b.address.bytes;
  }
  friend bool operator==(const AddressOrder&, const AddressOrder&) = default;
};

/// The interval of a block; no value: it holds no address.
[[nodiscard]] std::optional<Interval<AddressOrder>> interval_of(const CidrBlock& block);

/// The value before or after; no value: there is none. Numbers have no neighbours.
[[nodiscard]] std::optional<Instant> before(const Instant& value);
[[nodiscard]] std::optional<Instant> after(const Instant& value);
[[nodiscard]] std::optional<AddressOrder> before(const AddressOrder& value);
[[nodiscard]] std::optional<AddressOrder> after(const AddressOrder& value);

/// As a policy or request has it.
[[nodiscard]] std::string text_of(const Decimal& value);
[[nodiscard]] std::string text_of(const Instant& value);
[[nodiscard]] std::string text_of(const AddressOrder& value);

template <class T>
class Ranges {
 public:
  using Bounds = Interval<T>;

  Ranges() = default;
  explicit Ranges(std::vector<Bounds> intervals);

  [[nodiscard]] bool contains(const T& value) const;
  /// Apart from each other and ascending.
  [[nodiscard]] const std::vector<Bounds>& intervals() const { return intervals_; }
  /// Appends the ends of all intervals.
  void append_ends(std::vector<T>& ends) const;

  friend bool operator==(const Ranges& a, const Ranges& b) {
    return std::ranges::equal(a.intervals_, b.intervals_, same);
  }

 private:
  static bool same(const Bounds& a, const Bounds& b) {
    const auto equal = [](const auto& x, const auto& y) {
      return x.has_value() == y.has_value() &&
             (!x || (x->value == y->value && x->inside == y->inside));
    };
    return equal(a.low, b.low) && equal(a.high, b.high);
  }
  // Whether `a` begins before `b` does.
  static bool begins_before(const Bounds& a, const Bounds& b) {
    if (!a.low || !b.low) return !a.low && b.low;
    if (!(a.low->value == b.low->value)) return a.low->value < b.low->value;
    return a.low->inside && !b.low->inside;
  }
  static bool ends_before(const Bounds& a, const T& value) {
    return a.high && (a.high->value < value || (a.high->value == value && !a.high->inside));
  }
  static bool begins_after(const Bounds& a, const T& value) {
    return a.low && (value < a.low->value || (value == a.low->value && !a.low->inside));
  }
  // Whether nothing lies between the end of `a` and the beginning of the later `b`.
  static bool touches(const Bounds& a, const Bounds& b) {
    if (!a.high || !b.low) return true;
    if (!(a.high->value == b.low->value)) return b.low->value < a.high->value;
    return a.high->inside || b.low->inside;
  }
  static void extend(Bounds& a, const Bounds& b) {
    if (!a.high) return;
    const bool farther = !b.high || a.high->value < b.high->value ||
                         (a.high->value == b.high->value && b.high->inside);
    if (farther) a.high = b.high;
  }

  std::vector<Bounds> intervals_;
};

/// Values such that each of the sets with these ends changes between two of them only: the ends
/// themselves, what lies next to them, and something between each two. Not empty.
[[nodiscard]] std::vector<Decimal> candidates(std::vector<Decimal> ends);
[[nodiscard]] std::vector<Instant> candidates(std::vector<Instant> ends);
[[nodiscard]] std::vector<AddressOrder> candidates(std::vector<AddressOrder> ends);

template <class T>
Ranges<T>::Ranges(std::vector<Bounds> intervals) {
  std::ranges::sort(intervals, begins_before);
  for (Bounds& next : intervals) {
    if (!intervals_.empty() && touches(intervals_.back(), next)) {
      extend(intervals_.back(), next);
    } else {
      intervals_.push_back(std::move(next));
    }
  }
}

template <class T>
bool Ranges<T>::contains(const T& value) const {
  const auto first = std::ranges::partition_point(
      intervals_, [&](const Bounds& each) { return ends_before(each, value); });
  return first != intervals_.end() && !begins_after(*first, value);
}

template <class T>
void Ranges<T>::append_ends(std::vector<T>& ends) const {
  for (const Bounds& each : intervals_) {
    if (each.low) ends.push_back(each.low->value);
    if (each.high) ends.push_back(each.high->value);
  }
}

}  // namespace cordon::prove
