// How values compare, as AWS documents it and as it was observed (semantics.md 3.5 and 12). The
// readers of each type have tests of their own; here is what operators make of them.

#include <fmt/format.h>

#include "doctest/doctest.h"
#include "tests/support/case_document.h"
#include "tests/support/truth_letter.h"

namespace cordon {
namespace {

using support::letter;

// One letter for the condition in an Allow, one for it in a Deny.
std::string evaluated(std::string_view op, std::string_view policy_values,
                      std::string_view request_value) {
  const PolicyPtr policy = support::policy(
      support::document(fmt::format(R"({{"Effect":"Allow","Action":"*","Resource":"*",
                       "Condition":{{"{}":{{"a:key":{}}}}}}})",
                                    op, policy_values)));
  Request request(parse_principal("*").value(), std::nullopt, "s3:GetObject", "*");
  const support::JsonText value = support::json(request_value);
  request.context.set(support::context_entry("a:key", value.root()));
  const CompiledCondition& condition = policy->statements.at(0).conditions.at(0);
  return fmt::format("{}{}", letter(evaluate_condition(condition, request, Effect::kAllow).value),
                     letter(evaluate_condition(condition, request, Effect::kDeny).value));
}

struct Row {
  std::string_view op, policy, request, result;
};

void check(std::initializer_list<Row> rows) {
  for (const Row& row : rows) {
    CAPTURE(row.op);
    CAPTURE(row.policy);
    CAPTURE(row.request);
    CHECK(evaluated(row.op, row.policy, row.request) == row.result);
  }
}

TEST_CASE("values: texts are compared as they are") {
  check({
      {"StringEquals", R"("a ")", R"("a")", "FF"},
      {"StringEquals", R"("")", R"("")", "TT"},
      {"StringEquals", R"("\u00e9")", R"("e\u0301")", "FF"},  // no normalisation
      {"StringEquals", "10", R"("10")", "TT"},
      {"StringEquals", "true", "true", "TT"},
      {"StringEquals", R"("1.0")", "1", "FF"},
      {"StringEqualsIgnoreCase", R"("STRASSE")", R"("stra\u00dfe")", "FF"},  // no full folding
      {"StringEqualsIgnoreCase", R"("\u03a3")", R"("\u03c3")", "TT"},
      {"StringLike", R"("??")", R"("\ud83d\ude00")", "TT"},  // two UTF-16 units
      {"StringLike", R"("?")", R"("\ud83d\ude00")", "FF"},
  });
}

TEST_CASE("values: numbers are exact decimals") {
  for (const std::string_view one : {R"("01")", R"("+1")", R"("1.")", R"("1e0")", "1", "1.0"}) {
    CAPTURE(one);
    CHECK(evaluated("NumericEquals", R"("1")", one) == "TT");
    CHECK(evaluated("NumericNotEquals", one, "1") == "FF");
  }
  check({
      {"NumericEquals", R"("9007199254740993")", R"("9007199254740992")", "FF"},
      {"NumericLessThan", R"("0.30000000000000001")", R"("0.3")", "TT"},
      {"NumericEquals", R"("10")", R"("10abc")", "FF"},
      {"NumericNotEquals", R"("10")", R"("10abc")", "TT"},
      {"NumericLessThan", R"("10")", R"("abc")", "FF"},
      {"NumericGreaterThanEquals", R"("10")", R"("abc")", "FF"},
  });
}

TEST_CASE("values: dates are instants in milliseconds") {
  check({
      {"DateEquals", R"("2024-05-01T10:00:00Z")", R"("2024-05-01T10:00:00")", "TT"},
      {"DateEquals", R"("2024-05-01T10:00:00Z")", R"("1714557600")", "TT"},
      {"DateEquals", R"("2024-05-01T00:00:00Z")", R"("2024-05-01")", "TT"},
      {"DateLessThan", R"("2024-05-01T10:00:00.001Z")", R"("2024-05-01T10:00:00.0009Z")", "TT"},
      {"DateEquals", R"("2024-05-01T10:00:00.000Z")", R"("2024-05-01T10:00:00.0009Z")", "TT"},
      {"DateGreaterThan", R"("1970-01-01T00:00:00Z")", R"("-1")", "FF"},
      {"DateEquals", R"("2024-05-01T10:00:00Z")", R"("never")", "FF"},
      {"DateNotEquals", R"("2024-05-01T10:00:00Z")", R"("never")", "TT"},
      {"DateLessThan", R"("2024")", R"("1999-01-01T00:00:00Z")", "UU"},
      {"DateGreaterThan", R"("2024")", R"("2025-01-01T00:00:00Z")", "TT"},  // whatever it means
      {"DateLessThan", R"("20240501T100000Z")", R"("2024-05-01T09:00:00Z")", "UU"},
      {"DateLessThan", R"("20240501T100000Z")", R"("2024-05-01T11:00:00Z")", "FF"},
  });
}

TEST_CASE("values: Bool and Null take `true` in any case, everything else is false") {
  check({
      {"Bool", R"("TRUE")", R"("true")", "TT"},
      {"Bool", R"("yes")", R"("false")", "TT"},
      {"Bool", R"("yes")", R"("no")", "TT"},
      {"Bool", R"("true")", R"("1")", "FF"},
      {"Null", R"("TRUE")", R"("x")", "FF"},
      {"Null", R"("yes")", R"("x")", "TT"},
  });
}

TEST_CASE("values: addresses") {
  check({
      {"IpAddress", R"("203.0.113.77/24")", R"("203.0.113.1")", "TT"},
      {"IpAddress", R"("203.0.113.0/+24")", R"("203.0.113.1")", "TT"},
      {"IpAddress", R"("203.000.113.001/24")", R"("203.0.113.1")", "TT"},
      {"IpAddress", R"("203.0.113.0/24")", R"("::ffff:203.0.113.1")", "TT"},
      {"IpAddress", R"("2001:db8::1")", R"("2001:db8::1")", "TT"},
      {"IpAddress", R"("2001:db8::1/64")", R"("2001:db8::1")", "FF"},
      {"NotIpAddress", R"("2001:db8::1/64")", R"("2001:db8::1")", "TT"},
      {"IpAddress", R"("::/0")", R"("203.0.113.1")", "FF"},
      {"IpAddress", R"("203.0.113.0/24")", R"("here")", "FF"},
      {"NotIpAddress", R"("203.0.113.0/24")", R"("here")", "FF"},
  });
}

TEST_CASE("values: ARNs match field by field") {
  constexpr std::string_view kTopic = R"("arn:aws:sns:eu-west-1:111122223333:t")";
  check({
      {"ArnEquals", R"("arn:aws:sns:*:111122223333:?")", kTopic, "TT"},
      {"ArnLike", R"("arn:aws:sns:*:t")", R"("arn:aws:sns:eu-west-1:111122223333:t")", "FT"},
      {"ArnLike", R"("arn:*:*:*:*:*")", kTopic, "TT"},
      {"ArnLike", R"("arn:aws:sns:EU-WEST-1:*:*")", kTopic, "FF"},
      {"ArnLike", R"("arn:aws:sns:*:*:*")", R"("topic")", "FF"},
      {"ArnNotLike", R"("arn:aws:sns:*:*:*")", R"("topic")", "FF"},
  });
}

// A malformed ARN in the policy was seen to grant nothing and yet to apply in a Deny.
TEST_CASE("values: a malformed ARN in the policy can't grant and does deny") {
  constexpr std::string_view kTopic = R"("arn:aws:sns:eu-west-1:111122223333:t")";
  check({
      {"ArnLike", R"("topic")", kTopic, "FT"},
      {"ArnNotLike", R"("topic")", kTopic, "FT"},
      {"ArnLike", R"("topic")", R"("topic")", "FF"},
      {"ArnLike", R"(["arn:aws:sns:*:*:*","topic"])", kTopic, "TT"},
      {"ArnLike", R"(["topic","arn:aws:sns:*:*:*"])", kTopic, "UU"},
      {"ArnLike", R"("*")", kTopic, "UU"},
  });
}

TEST_CASE("values: a policy value that can't be read is passed over") {
  check({
      {"NumericEquals", R"(["ten","10"])", "10", "TT"},
      {"NumericEquals", R"("ten")", "10", "FF"},
      {"NumericNotEquals", R"("ten")", "10", "UU"},
      {"NumericNotEquals", R"(["ten","10"])", "10", "FF"},
      {"DateLessThan", R"("yesterday")", R"("2024-05-01T09:00:00Z")", "FF"},
      {"IpAddress", R"("10.0.0.0/33")", R"("10.0.0.1")", "FF"},
      {"BinaryEquals", R"("not base64")", R"("YWI=")", "FF"},
  });
}

}  // namespace
}  // namespace cordon
