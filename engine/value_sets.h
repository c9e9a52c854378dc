// The values of a request that one value of a condition stands for: a pattern of texts, an interval
// of numbers or times, a block of addresses. As sets they can be held against each other. Only the
// positive form of an operator is meant; negation, absent keys and lists are
// condition_containment.h's.
#pragma once

#include <optional>
#include <string>
#include <variant>

#include "engine/condition.h"
#include "engine/operators.h"
#include "engine/truth.h"

namespace cordon {

/// A text in lower case; every text that has it in lower case.
struct FoldedText {
  std::string lower;
};

/// The bytes of a base64 text.
struct BinaryValue {
  std::string bytes;
};

/// Both ends may be missing, or stand outside.
template <class T>
struct Interval {
  struct End {
    T value;
    bool inside = true;
  };
  std::optional<End> low;
  std::optional<End> high;
};

/// monostate: not known as a set (a variable, a date of several readings, a value that can't be
/// read).
using ValueSet = std::variant<std::monostate, Pattern, FoldedText, Interval<Decimal>,
                              Interval<Instant>, bool, BinaryValue, CidrBlock, ArnPattern>;

[[nodiscard]] ValueSet value_set(const Operator& op, const ConditionValue& value);

/// Whether `a` holds every value of `b`; unknown where sets of two kinds meet.
[[nodiscard]] Truth contains(const ValueSet& a, const ValueSet& b);
/// Whether some value is in both.
[[nodiscard]] Truth intersects(const ValueSet& a, const ValueSet& b);

}  // namespace cordon
