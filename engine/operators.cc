#include "engine/operators.h"

#include <algorithm>

#include "engine/key_template.h"
#include "grammar/arn.h"
#include "grammar/text.h"

namespace cordon {
namespace {

Truth equal_texts(const RequestValue& request, const PolicyValue& policy) {
  return truth(std::get<std::string_view>(request) == std::get<std::string>(policy));
}

Truth equal_folded(const RequestValue& request, const PolicyValue& policy) {
  return truth(std::get<std::string>(request) == std::get<std::string>(policy));
}

Truth like(const RequestValue& request, const PolicyValue& policy) {
  return truth(std::get<Pattern>(policy).matches(std::get<std::string_view>(request)));
}

template <class Compare>
Truth numbers(const RequestValue& request, const PolicyValue& policy) {
  return truth(Compare{}(std::get<Decimal>(request), std::get<Decimal>(policy)));
}

// A text that stands for a range of instants decides only when the whole range agrees.
Truth before(const InstantRange& a, const InstantRange& b) {
  if (a.latest < b.earliest) return Truth::kTrue;
  return a.earliest < b.latest ? Truth::kUnknown : Truth::kFalse;
}

Truth same_instant(const InstantRange& a, const InstantRange& b) {
  if (a.exact() && a == b) return Truth::kTrue;
  return a.latest < b.earliest || b.latest < a.earliest ? Truth::kFalse : Truth::kUnknown;
}

Truth date_equals(const InstantRange& a, const InstantRange& b) { return same_instant(a, b); }
Truth date_less(const InstantRange& a, const InstantRange& b) { return before(a, b); }
Truth date_less_equals(const InstantRange& a, const InstantRange& b) { return !before(b, a); }
Truth date_greater(const InstantRange& a, const InstantRange& b) { return before(b, a); }
Truth date_greater_equals(const InstantRange& a, const InstantRange& b) { return !before(a, b); }

template <Truth (*kCompare)(const InstantRange&, const InstantRange&)>
Truth dates(const RequestValue& request, const PolicyValue& policy) {
  const auto& left = std::get<DateReading>(request);
  const auto& right = std::get<DateReading>(policy);
  const Truth result = kCompare(left.range, right.range);
  return left.may_be_unreadable || right.may_be_unreadable ? weaken(result) : result;
}

Truth equal_bools(const RequestValue& request, const PolicyValue& policy) {
  return truth(std::get<bool>(request) == std::get<bool>(policy));
}

Truth equal_bytes(const RequestValue& request, const PolicyValue& policy) {
  return truth(std::get<std::string>(request) == std::get<std::string>(policy));
}

Truth in_block(const RequestValue& request, const PolicyValue& policy) {
  return truth(std::get<CidrBlock>(policy).contains(std::get<IpAddress>(request)));
}

Truth arn_like(const RequestValue& request, const PolicyValue& policy) {
  const auto& fields = std::get<ArnFields>(request);
  const auto& patterns = std::get<ArnPattern>(policy);
  return truth(std::ranges::equal(
      patterns, fields,
      [](const Pattern& pattern, std::string_view field) { return pattern.matches(field); }));
}

Truth never(const RequestValue& /*request*/, const PolicyValue& /*policy*/) {
  return Truth::kFalse;
}

using Type = ValueType;
using std::equal_to;
using std::greater;
using std::greater_equal;
using std::less;
using std::less_equal;

// name, type, negated, wildcards, variables, matches
constexpr std::array kOperators{
    Operator{"StringEquals", Type::kString, false, false, true, equal_texts},
    Operator{"StringNotEquals", Type::kString, true, false, true, equal_texts},
    Operator{"StringEqualsIgnoreCase", Type::kStringIgnoreCase, false, false, true, equal_folded},
    Operator{"StringNotEqualsIgnoreCase", Type::kStringIgnoreCase, true, false, true, equal_folded},
    Operator{"StringLike", Type::kStringLike, false, true, true, like},
    Operator{"StringNotLike", Type::kStringLike, true, true, true, like},
    Operator{"NumericEquals", Type::kNumeric, false, false, false, numbers<equal_to<>>},
    Operator{"NumericNotEquals", Type::kNumeric, true, false, false, numbers<equal_to<>>},
    Operator{"NumericLessThan", Type::kNumeric, false, false, false, numbers<less<>>},
    Operator{"NumericLessThanEquals", Type::kNumeric, false, false, false, numbers<less_equal<>>},
    Operator{"NumericGreaterThan", Type::kNumeric, false, false, false, numbers<greater<>>},
    Operator{"NumericGreaterThanEquals", Type::kNumeric, false, false, false,
             numbers<greater_equal<>>},
    Operator{"DateEquals", Type::kDate, false, false, false, dates<date_equals>},
    Operator{"DateNotEquals", Type::kDate, true, false, false, dates<date_equals>},
    Operator{"DateLessThan", Type::kDate, false, false, false, dates<date_less>},
    Operator{"DateLessThanEquals", Type::kDate, false, false, false, dates<date_less_equals>},
    Operator{"DateGreaterThan", Type::kDate, false, false, false, dates<date_greater>},
    Operator{"DateGreaterThanEquals", Type::kDate, false, false, false, dates<date_greater_equals>},
    Operator{"Bool", Type::kBool, false, false, false, equal_bools},
    Operator{"BinaryEquals", Type::kBinary, false, false, false, equal_bytes},
    Operator{"IpAddress", Type::kIp, false, false, false, in_block},
    Operator{"NotIpAddress", Type::kIp, true, false, false, in_block},
    Operator{"ArnEquals", Type::kArn, false, true, true, arn_like},
    Operator{"ArnLike", Type::kArn, false, true, true, arn_like},
    Operator{"ArnNotEquals", Type::kArn, true, true, true, arn_like},
    Operator{"ArnNotLike", Type::kArn, true, true, true, arn_like},
    Operator{"Null", Type::kNull, false, false, false, never},
};

PolicyValue read_arn_pattern(const std::vector<Pattern::Token>& tokens) {
  ArnPattern fields;
  auto begin = tokens.begin();
  for (std::size_t i = 0; i + 1 < fields.size(); ++i) {
    const auto colon = std::find(begin, tokens.end(), Pattern::Token{':'});
    if (colon == tokens.end()) return {};
    fields[i] = Pattern({begin, colon});
    begin = colon + 1;
  }
  fields.back() = Pattern({begin, tokens.end()});
  return fields;
}

template <class Variant, class T>
Variant or_unreadable(std::optional<T> value) {
  return value ? Variant(std::move(*value)) : Variant();
}

RequestValue read_arn_fields(std::string_view text) {
  const auto arn = split_arn(text);
  if (!arn) return {};
  return ArnFields{"arn", arn->partition, arn->service, arn->region, arn->account, arn->resource};
}

}  // namespace

std::span<const Operator> operators() { return kOperators; }

OperatorName parse_operator(std::string_view name) {
  constexpr std::string_view kForAll = "ForAllValues:";
  constexpr std::string_view kForAny = "ForAnyValue:";
  constexpr std::string_view kIfExists = "IfExists";
  OperatorName parsed;
  if (name.starts_with(kForAll)) {
    parsed.qualifier = SetQualifier::kForAllValues;
    name.remove_prefix(kForAll.size());
  } else if (name.starts_with(kForAny)) {
    parsed.qualifier = SetQualifier::kForAnyValue;
    name.remove_prefix(kForAny.size());
  }
  if (name.ends_with(kIfExists)) {
    parsed.if_exists = true;
    name.remove_suffix(kIfExists.size());
  }
  const auto* found = std::ranges::find(kOperators, name, &Operator::name);
  const bool known = found != kOperators.end() && !(found->type == Type::kNull && parsed.if_exists);
  if (known) parsed.base = found;
  return parsed;
}

PolicyValue read_policy_value(ValueType type, const std::vector<Pattern::Token>& tokens) {
  using Read = PolicyValue;
  switch (type) {
    case Type::kString:
      return literal_text(tokens);
    case Type::kStringIgnoreCase:
      return java_lower(literal_text(tokens));
    case Type::kStringLike:
      return Pattern(tokens);
    case Type::kNumeric:
      return or_unreadable<Read>(Decimal::parse(literal_text(tokens)));
    case Type::kDate:
      return or_unreadable<Read>(read_policy_date(literal_text(tokens)));
    case Type::kBool:
    case Type::kNull:
      return equals_ignoring_ascii_case(literal_text(tokens), "true");
    case Type::kBinary:
      return or_unreadable<Read>(base64_decode(literal_text(tokens)));
    case Type::kIp:
      return or_unreadable<Read>(parse_cidr(literal_text(tokens)));
    case Type::kArn:
      return read_arn_pattern(tokens);
  }
  return {};
}

RequestValue read_request_value(ValueType type, std::string_view text) {
  using Read = RequestValue;
  switch (type) {
    case Type::kString:
    case Type::kStringLike:
      return text;
    case Type::kStringIgnoreCase:
      return java_lower(text);
    case Type::kNumeric:
      return or_unreadable<Read>(Decimal::parse(text));
    case Type::kDate:
      return or_unreadable<Read>(read_policy_date(text));
    case Type::kBool:
      return equals_ignoring_ascii_case(text, "true");
    case Type::kBinary:
      return or_unreadable<Read>(base64_decode(text));
    case Type::kIp:
      return or_unreadable<Read>(parse_ip_address(text));
    case Type::kArn:
      return read_arn_fields(text);
    case Type::kNull:
      return {};
  }
  return {};
}

bool unreadable_is_unequal(ValueType type) { return type == Type::kNumeric || type == Type::kDate; }

}  // namespace cordon
