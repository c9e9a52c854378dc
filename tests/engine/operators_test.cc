// The table of condition operators (semantics.md 3.1, 3.2).

#include "engine/operators.h"

#include <fmt/format.h>

#include <set>
#include <string>

#include "doctest/doctest.h"

namespace cordon {
namespace {

std::string names(auto... keep) {
  std::string text;
  for (const Operator& op : operators()) {
    if ((keep(op) && ...)) text += fmt::format("{} ", op.name);
  }
  return text;
}

TEST_CASE("operators: the 27 names of IAM, in the order of the user guide") {
  CHECK(operators().size() == 27);
  CHECK(names() ==
        "StringEquals StringNotEquals StringEqualsIgnoreCase StringNotEqualsIgnoreCase StringLike "
        "StringNotLike NumericEquals NumericNotEquals NumericLessThan NumericLessThanEquals "
        "NumericGreaterThan NumericGreaterThanEquals DateEquals DateNotEquals DateLessThan "
        "DateLessThanEquals DateGreaterThan DateGreaterThanEquals Bool BinaryEquals IpAddress "
        "NotIpAddress ArnEquals ArnLike ArnNotEquals ArnNotLike Null ");
}

TEST_CASE("operators: no name is there twice") {
  std::set<std::string_view> seen;
  for (const Operator& op : operators()) seen.insert(op.name);
  CHECK(seen.size() == operators().size());
}

TEST_CASE("operators: the eight negated ones; the ordering operators are not among them") {
  CHECK(names([](const Operator& op) { return op.negated; }) ==
        "StringNotEquals StringNotEqualsIgnoreCase StringNotLike NumericNotEquals DateNotEquals "
        "NotIpAddress ArnNotEquals ArnNotLike ");
}

TEST_CASE("operators: wildcards count under the Like operators and all four of ARNs") {
  CHECK(names([](const Operator& op) { return op.wildcards; }) ==
        "StringLike StringNotLike ArnEquals ArnLike ArnNotEquals ArnNotLike ");
}

TEST_CASE("operators: variables are for texts and ARNs") {
  CHECK(names([](const Operator& op) { return op.variables; }) ==
        "StringEquals StringNotEquals StringEqualsIgnoreCase StringNotEqualsIgnoreCase StringLike "
        "StringNotLike ArnEquals ArnLike ArnNotEquals ArnNotLike ");
}

std::string parsed(std::string_view name) {
  const OperatorName read = parse_operator(name);
  if (read.base == nullptr) return "none";
  constexpr std::string_view kQualifiers[] = {"plain", "all", "any"};
  return fmt::format("{} {}{}", kQualifiers[static_cast<int>(read.qualifier)], read.base->name,
                     read.if_exists ? " if exists" : "");
}

TEST_CASE("operators: a name is a qualifier, a base and IfExists") {
  struct Row {
    std::string_view name, parsed;
  };
  const Row rows[] = {
      {"StringEquals", "plain StringEquals"},
      {"StringEqualsIfExists", "plain StringEquals if exists"},
      {"StringEqualsIgnoreCaseIfExists", "plain StringEqualsIgnoreCase if exists"},
      {"ForAllValues:StringLike", "all StringLike"},
      {"ForAnyValue:StringLikeIfExists", "any StringLike if exists"},
      {"ForAnyValue:DateLessThan", "any DateLessThan"},
      {"Null", "plain Null"},
      {"ForAllValues:Null", "all Null"},
      {"ForAnyValue:Null", "any Null"},
      {"NullIfExists", "none"},
      {"ForAnyValue:NullIfExists", "none"},
      {"stringEquals", "none"},
      {"StringEqualsifexists", "none"},
      {"forAllValues:StringEquals", "none"},
      {"ForAllValues: StringEquals", "none"},
      {"ForAllValues:ForAnyValue:StringEquals", "none"},
      {"StringEqualsIfExistsIfExists", "none"},
      {"StringLessThan", "none"},
      {"IfExists", "none"},
      {"ForAllValues:", "none"},
      {"", "none"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.name);
    CHECK(parsed(row.name) == row.parsed);
  }
}

}  // namespace
}  // namespace cordon
