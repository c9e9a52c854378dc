#include "engine/value_sets.h"

#include <algorithm>
#include <string_view>
#include <type_traits>
#include <utility>

#include "engine/key_template.h"
#include "engine/pattern_sets.h"
#include "grammar/text.h"

namespace cordon {
namespace {

// --- Reading ------------------------------------------------------------------------------------

// `NumericLessThanEquals 5`: everything up to 5, with 5.
template <class T>
Interval<T> interval(std::string_view op, T bound) {
  using End = Interval<T>::End;
  const bool inside = op.ends_with("Equals");
  if (op.contains("LessThan")) return {.low = {}, .high = End{std::move(bound), inside}};
  if (op.contains("GreaterThan")) return {.low = End{std::move(bound), inside}, .high = {}};
  return {.low = End{bound, true}, .high = End{bound, true}};
}

ValueSet of_date(const Operator& op, const DateReading& date) {
  if (date.may_be_unreadable || !date.range.exact()) return {};
  return interval(op.name, date.range.earliest);
}

ValueSet of_text(const Operator& op, const std::string& text) {
  switch (op.type) {
    case ValueType::kStringIgnoreCase:
      return FoldedText{text};
    case ValueType::kBinary:
      return BinaryValue{text};
    default: {
      std::vector<Pattern::Token> tokens;
      append_literal(tokens, text);
      return Pattern(std::move(tokens));
    }
  }
}

// --- Comparing ----------------------------------------------------------------------------------

std::string literal_of(const Pattern& pattern) { return literal_text(pattern.tokens()); }

// Whether all that begins at `b` has begun at `a`, too.
template <class End>
bool begins_before(const std::optional<End>& a, const std::optional<End>& b) {
  if (!a) return true;
  if (!b) return false;
  return a->value < b->value || (a->value == b->value && (a->inside || !b->inside));
}

template <class End>
bool ends_behind(const std::optional<End>& a, const std::optional<End>& b) {
  if (!a) return true;
  if (!b) return false;
  return b->value < a->value || (a->value == b->value && (a->inside || !b->inside));
}

// Nothing is left between the two ends.
template <class End>
bool apart(const std::optional<End>& low, const std::optional<End>& high) {
  if (!low || !high) return false;
  return high->value < low->value || (high->value == low->value && !(low->inside && high->inside));
}

struct Contains {
  Truth operator()(const Pattern& a, const Pattern& b) const { return contains(a, b); }
  Truth operator()(const Pattern& a, const FoldedText& b) const {
    const bool everything = contains(a, Pattern::glob("*")) == Truth::kTrue;
    return everything || b.lower.empty() ? truth(a.matches(b.lower)) : Truth::kUnknown;
  }
  Truth operator()(const FoldedText& a, const Pattern& b) const {
    return truth(b.is_literal() && java_lower(literal_of(b)) == a.lower);
  }
  Truth operator()(const FoldedText& a, const FoldedText& b) const {
    return truth(a.lower == b.lower);
  }
  template <class T>
  Truth operator()(const Interval<T>& a, const Interval<T>& b) const {
    return truth(begins_before(a.low, b.low) && ends_behind(a.high, b.high));
  }
  Truth operator()(bool a, bool b) const { return truth(a == b); }
  Truth operator()(const BinaryValue& a, const BinaryValue& b) const {
    return truth(a.bytes == b.bytes);
  }
  Truth operator()(const CidrBlock& a, const CidrBlock& b) const {
    if (b.never_matches) return Truth::kTrue;
    return truth(!a.never_matches && a.network.v6 == b.network.v6 &&
                 a.prefix_length <= b.prefix_length && a.contains(b.network));
  }
  Truth operator()(const ArnPattern& a, const ArnPattern& b) const {
    Truth all = Truth::kTrue;
    for (std::size_t i = 0; i < a.size(); ++i) all = all & contains(a[i], b[i]);
    return all;
  }
  // Of two kinds, or one of them is not known.
  template <class A, class B>
  Truth operator()(const A& /*a*/, const B& /*b*/) const {
    return Truth::kUnknown;
  }
};

struct Intersects {
  Truth operator()(const Pattern& a, const Pattern& b) const { return intersects(a, b); }
  Truth operator()(const Pattern& a, const FoldedText& b) const {
    if (a.is_literal()) return truth(java_lower(literal_of(a)) == b.lower);
    return a.matches(b.lower) ? Truth::kTrue : Truth::kUnknown;
  }
  Truth operator()(const FoldedText& a, const Pattern& b) const { return (*this)(b, a); }
  Truth operator()(const FoldedText& a, const FoldedText& b) const {
    return truth(a.lower == b.lower);
  }
  template <class T>
  Truth operator()(const Interval<T>& a, const Interval<T>& b) const {
    return truth(!apart(a.low, b.high) && !apart(b.low, a.high));
  }
  Truth operator()(bool a, bool b) const { return truth(a == b); }
  Truth operator()(const BinaryValue& a, const BinaryValue& b) const {
    return truth(a.bytes == b.bytes);
  }
  Truth operator()(const CidrBlock& a, const CidrBlock& b) const {
    if (a.never_matches || b.never_matches || a.network.v6 != b.network.v6) return Truth::kFalse;
    return truth(a.contains(b.network) || b.contains(a.network));
  }
  Truth operator()(const ArnPattern& a, const ArnPattern& b) const {
    Truth all = Truth::kTrue;
    for (std::size_t i = 0; i < a.size(); ++i) all = all & intersects(a[i], b[i]);
    return all;
  }
  template <class A, class B>
  Truth operator()(const A& /*a*/, const B& /*b*/) const {
    return Truth::kUnknown;
  }
};

}  // namespace

ValueSet value_set(const Operator& op, const ConditionValue& value) {
  if (value.with_variables || value.undocumented_variable) return {};
  return std::visit(
      [&](const auto& read) -> ValueSet {
        using Read = std::remove_cvref_t<decltype(read)>;
        if constexpr (std::is_same_v<Read, std::string>) {
          return of_text(op, read);
        } else if constexpr (std::is_same_v<Read, Decimal>) {
          return interval(op.name, read);
        } else if constexpr (std::is_same_v<Read, DateReading>) {
          return of_date(op, read);
        } else {
          return read;
        }
      },
      value.value);
}

Truth contains(const ValueSet& a, const ValueSet& b) { return std::visit(Contains{}, a, b); }
Truth intersects(const ValueSet& a, const ValueSet& b) { return std::visit(Intersects{}, a, b); }

}  // namespace cordon
