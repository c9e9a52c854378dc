// The condition operators, as rows of one table. A row says what the operator compares and whether
// it is negated; negation, IfExists, ForAllValues, ForAnyValue and policy variables are handled
// once, for all rows, in condition.cc (semantics.md 3.1, 3.2).
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "engine/truth.h"
#include "grammar/cidr.h"
#include "grammar/date_time.h"
#include "grammar/number.h"
#include "grammar/pattern.h"

namespace cordon {

/// What an operator reads its values as.
enum class ValueType : std::uint8_t {
  kString,
  kStringIgnoreCase,
  kStringLike,
  kNumeric,
  kDate,
  kBool,
  kBinary,
  kIp,
  kArn,
  kNull,  // presence, not a value
};

/// An ARN pattern: its six fields, each a glob of its own.
using ArnPattern = std::array<Pattern, 6>;
/// The six fields of an ARN in a request.
using ArnFields = std::array<std::string_view, 6>;

/// A policy value, read for its operator; monostate: it can't be read as that type.
using PolicyValue = std::variant<std::monostate, std::string, Pattern, Decimal, DateReading, bool,
                                 CidrBlock, ArnPattern>;

/// A request value, read for the operator; monostate: it can't be read as that type.
using RequestValue = std::variant<std::monostate, std::string_view, std::string, Decimal,
                                  DateReading, bool, IpAddress, ArnFields>;

struct Operator {
  std::string_view name;
  ValueType type = ValueType::kString;
  bool negated = false;
  bool wildcards = false;
  bool variables = false;
  /// Whether the request value matches the policy value under the positive form of the operator.
  /// Both are of the operator's type.
  Truth (*matches)(const RequestValue& request, const PolicyValue& policy) = nullptr;
};

[[nodiscard]] std::span<const Operator> operators();

/// `[ForAllValues:|ForAnyValue:]Base[IfExists]`; letter case counts.
enum class SetQualifier : std::uint8_t { kNone, kForAllValues, kForAnyValue };
struct OperatorName {
  const Operator* base = nullptr;  // null: no such operator
  SetQualifier qualifier = SetQualifier::kNone;
  bool if_exists = false;
};
[[nodiscard]] OperatorName parse_operator(std::string_view name);

/// Reads the text of a policy value; `tokens` are its bytes and wildcards.
[[nodiscard]] PolicyValue read_policy_value(ValueType type,
                                            const std::vector<Pattern::Token>& tokens);

/// Reads the text of a request value. The result may view into `text`.
[[nodiscard]] RequestValue read_request_value(ValueType type, std::string_view text);

/// Whether a negated operator holds when the request value can't be read: yes for numbers and
/// dates, no for addresses and ARNs (semantics.md 12).
[[nodiscard]] bool unreadable_is_unequal(ValueType type);

}  // namespace cordon
