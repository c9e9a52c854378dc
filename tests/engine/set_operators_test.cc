// ForAllValues, ForAnyValue and keys with several values (semantics.md 3.4), and how the entries of
// a Condition add up (3.1).

#include <fmt/format.h>

#include "doctest/doctest.h"
#include "tests/support/scene.h"

namespace cordon {
namespace {

using support::Scene;

// What an Allow with this Condition comes to: `yes`, `no` or `open`.
std::string allowed(std::string_view condition, std::string_view context) {
  const std::string document = support::document(
      fmt::format(R"({{"Effect":"Allow","Action":"*","Resource":"*","Condition":{}}})", condition));
  const std::string line = support::decide(
      Scene{.policies = support::layer("identity", {document}), .context = std::string(context)});
  if (line == "allowed identity-allow") return "yes";
  if (line == "implicitDeny identity-implicit-deny") return "no";
  return line == "undecided: allowed or implicitDeny" ? "open" : line;
}

struct Row {
  std::string_view condition, context, allowed;
};

void check(std::initializer_list<Row> rows) {
  for (const Row& row : rows) {
    CAPTURE(row.condition);
    CAPTURE(row.context);
    CHECK(allowed(row.condition, row.context) == row.allowed);
  }
}

TEST_CASE("conditions: all operators, all keys, any value; a negated operator: none of them") {
  constexpr std::string_view kBoth = R"("a:x":"1","a:y":"2")";
  check({
      {"{}", "", "yes"},
      {R"({"StringEquals":{}})", "", "yes"},
      {R"({"StringEquals":{"a:x":"1","a:y":"2"}})", kBoth, "yes"},
      {R"({"StringEquals":{"a:x":"1","a:y":"3"}})", kBoth, "no"},
      {R"({"StringEquals":{"a:x":"1"},"StringLike":{"a:y":"?"}})", kBoth, "yes"},
      {R"({"StringEquals":{"a:x":"1"},"StringLike":{"a:y":"??"}})", kBoth, "no"},
      {R"({"StringEquals":{"a:x":["0","1"]}})", kBoth, "yes"},
      {R"({"StringNotEquals":{"a:x":["0","1"]}})", kBoth, "no"},
      {R"({"StringNotEquals":{"a:x":["0","3"]}})", kBoth, "yes"},
  });
}

TEST_CASE("conditions: an unknown operator leaves the statement open, a false one settles it") {
  check({
      {R"({"StringLessThan":{"a:x":"1"}})", "", "open"},
      {R"({"stringequals":{"a:x":"1"}})", R"("a:x":"1")", "open"},
      {R"({"StringLessThan":{"a:x":"1"},"StringEquals":{"a:x":"1"}})", "", "no"},
  });
}

TEST_CASE("set operators: a positive base") {
  check({
      {R"({"ForAllValues:StringEquals":{"aws:TagKeys":["a","b"]}})", "", "yes"},
      {R"({"ForAllValues:StringEquals":{"aws:TagKeys":["a","b"]}})", R"("aws:TagKeys":[])", "yes"},
      {R"({"ForAllValues:StringEquals":{"aws:TagKeys":["a","b"]}})", R"("aws:TagKeys":["b"])",
       "yes"},
      {R"({"ForAllValues:StringEquals":{"aws:TagKeys":["a","b"]}})",
       R"("aws:TagKeys":["a","b","a"])", "yes"},
      {R"({"ForAllValues:StringEquals":{"aws:TagKeys":["a","b"]}})", R"("aws:TagKeys":["a","c"])",
       "no"},
      {R"({"ForAnyValue:StringEquals":{"aws:TagKeys":["a","b"]}})", "", "no"},
      {R"({"ForAnyValue:StringEquals":{"aws:TagKeys":["a","b"]}})", R"("aws:TagKeys":[])", "no"},
      {R"({"ForAnyValue:StringEquals":{"aws:TagKeys":["a","b"]}})", R"("aws:TagKeys":["c","b"])",
       "yes"},
      {R"({"ForAnyValue:StringEquals":{"aws:TagKeys":["a","b"]}})", R"("aws:TagKeys":["c","d"])",
       "no"},
  });
}

TEST_CASE("set operators: a negated base asks each value by itself") {
  check({
      {R"({"ForAllValues:StringNotLike":{"aws:TagKeys":["a*"]}})", "", "yes"},
      {R"({"ForAllValues:StringNotLike":{"aws:TagKeys":["a*"]}})", R"("aws:TagKeys":["b","c"])",
       "yes"},
      {R"({"ForAllValues:StringNotLike":{"aws:TagKeys":["a*"]}})", R"("aws:TagKeys":["b","ab"])",
       "no"},
      {R"({"ForAnyValue:StringNotLike":{"aws:TagKeys":["a*"]}})", "", "no"},
      {R"({"ForAnyValue:StringNotLike":{"aws:TagKeys":["a*"]}})", R"("aws:TagKeys":["b","ab"])",
       "yes"},
      {R"({"ForAnyValue:StringNotLike":{"aws:TagKeys":["a*"]}})", R"("aws:TagKeys":["a","ab"])",
       "no"},
  });
}

// The user guide's own table; the prose over it says the opposite (X12).
TEST_CASE("set operators: the user guide's table of ForAllValues:StringNotLike") {
  constexpr std::string_view kOne = R"({"ForAllValues:StringNotLike":{"aws:TagKeys":"key1*"}})";
  constexpr std::string_view kTwo =
      R"({"ForAllValues:StringNotLike":{"aws:TagKeys":["key1*","key2*"]}})";
  check({
      {kOne, R"("aws:TagKeys":["key1:legal"])", "no"},
      {kOne, R"("aws:TagKeys":["key1:hr","key1:personnel"])", "no"},
      {kOne, R"("aws:TagKeys":["key2:audit"])", "yes"},
      {kOne, "", "yes"},
      {kTwo, R"("aws:TagKeys":["key1:hr","key2:audit"])", "no"},
      {kTwo, R"("aws:TagKeys":["key3:legal"])", "yes"},
  });
}

TEST_CASE("set operators: a single value is a set of one, an empty text is a value") {
  check({
      {R"({"ForAllValues:StringEquals":{"a:x":"1"}})", R"("a:x":"1")", "yes"},
      {R"({"ForAllValues:StringEquals":{"a:x":"1"}})", R"("a:x":"2")", "no"},
      {R"({"ForAnyValue:StringEquals":{"a:x":"1"}})", R"("a:x":"1")", "yes"},
      {R"({"ForAllValues:StringEquals":{"a:x":"1"}})", R"("a:x":[""])", "no"},
      {R"({"ForAllValues:StringEquals":{"a:x":""}})", R"("a:x":[""])", "yes"},
      {R"({"Null":{"a:x":"false"}})", R"("a:x":"")", "yes"},
      {R"({"Null":{"a:x":"true"}})", R"("a:x":[])", "yes"},
  });
}

TEST_CASE(
    "set operators: a list matches no operator without one, negated or with IfExists or not") {
  for (const std::string_view op : {"StringEquals", "StringNotEquals", "StringEqualsIfExists",
                                    "StringNotEqualsIfExists", "StringLike", "StringNotLike"}) {
    for (const std::string_view list : {R"([])", R"(["a"])", R"(["a","b"])"}) {
      CAPTURE(op);
      CAPTURE(list);
      const std::string condition = fmt::format(R"({{"{}":{{"aws:TagKeys":"a"}}}})", op);
      CHECK(allowed(condition, fmt::format(R"("aws:TagKeys":{})", list)) == "no");
    }
  }
}

TEST_CASE("set operators: Null beside ForAllValues asks for at least one value") {
  constexpr std::string_view kGuarded =
      R"({"ForAllValues:StringEquals":{"aws:TagKeys":"a"},"Null":{"aws:TagKeys":"false"}})";
  check({
      {kGuarded, "", "no"},
      {kGuarded, R"("aws:TagKeys":[])", "no"},
      {kGuarded, R"("aws:TagKeys":["a"])", "yes"},
      {kGuarded, R"("aws:TagKeys":["a","b"])", "no"},
  });
}

}  // namespace
}  // namespace cordon
