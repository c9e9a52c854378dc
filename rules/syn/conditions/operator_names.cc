#include "rules/syn/conditions/operator_names.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

#include "engine/operators.h"
#include "grammar/text.h"

namespace cordon::rules {
namespace {

constexpr std::string_view kForAll = "ForAllValues:";
constexpr std::string_view kForAny = "ForAnyValue:";
constexpr std::string_view kIfExists = "IfExists";

/// Names that people bring from elsewhere, and what they are here.
struct Foreign {
  std::string_view name;
  std::string_view meant;
};
constexpr auto kForeign = std::to_array<Foreign>({
    {"NumberEquals", "NumericEquals"},
    {"NumberNotEquals", "NumericNotEquals"},
    {"NumberLessThan", "NumericLessThan"},
    {"NumberGreaterThan", "NumericGreaterThan"},
    {"StringLessThan", "NumericLessThan"},
    {"StringGreaterThan", "NumericGreaterThan"},
    {"DateBefore", "DateLessThan"},
    {"DateAfter", "DateGreaterThan"},
    {"DateLess", "DateLessThan"},
    {"DateGreater", "DateGreaterThan"},
    {"StringContains", "StringLike"},
    {"StringMatches", "StringLike"},
    {"StringStartsWith", "StringLike"},
    {"StringEndsWith", "StringLike"},
    {"IpEquals", "IpAddress"},
    {"IpNotEquals", "NotIpAddress"},
    {"IpNotAddress", "NotIpAddress"},
    {"Boolean", "Bool"},
    {"BoolEquals", "Bool"},
    {"Exists", "Null"},
    {"NotNull", "Null"},
    {"IsNull", "Null"},
});

/// Takes `part` off the front of `name`, whatever its case.
std::string_view take_front(std::string_view& name, std::string_view part) {
  if (!equals_ignoring_ascii_case(name.substr(0, part.size()), part)) return {};
  name.remove_prefix(part.size());
  return part;
}

std::string_view take_back(std::string_view& name, std::string_view part) {
  const bool longer = name.size() > part.size();
  if (!longer || !equals_ignoring_ascii_case(name.substr(name.size() - part.size()), part)) {
    return {};
  }
  name.remove_suffix(part.size());
  return part;
}

std::optional<std::string_view> meant_base(std::string_view name) {
  const auto* const foreign = std::ranges::find_if(
      kForeign, [&](const Foreign& row) { return equals_ignoring_ascii_case(row.name, name); });
  if (foreign != kForeign.end()) return foreign->meant;
  std::vector<std::string_view> names;
  for (const Operator& op : operators()) names.push_back(op.name);
  return nearest(name, names);
}

}  // namespace

std::optional<std::string> without_if_exists(std::string_view name) {
  std::string_view rest = name;
  if (!rest.ends_with("NullIfExists")) return std::nullopt;
  rest.remove_suffix(kIfExists.size());
  const OperatorName plain = parse_operator(rest);
  if (plain.base == nullptr || plain.base->type != ValueType::kNull) return std::nullopt;
  return std::string(rest);
}

bool is_unknown_operator(std::string_view name) {
  return parse_operator(name).base == nullptr && !without_if_exists(name);
}

std::optional<MeantOperator> meant_operator(std::string_view name) {
  std::string_view rest = name;
  std::string_view qualifier = take_front(rest, kForAll);
  if (qualifier.empty()) qualifier = take_front(rest, kForAny);
  const std::string_view suffix = take_back(rest, kIfExists);
  const auto base = meant_base(rest);
  if (!base) return std::nullopt;
  std::string meant =
      fmt::format("{}{}{}", qualifier, *base, *base == "Null" ? std::string_view{} : suffix);
  const bool differs_by_case = equals_ignoring_ascii_case(meant, name);
  return MeantOperator{.name = std::move(meant), .differs_by_case = differs_by_case};
}

}  // namespace cordon::rules
