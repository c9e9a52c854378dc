#include "engine/condition_containment.h"

#include <fmt/format.h>

#include <array>
#include <random>

#include "doctest/doctest.h"
#include "engine/value_sets.h"
#include "tests/support/policy_text.h"
#include "tests/support/small_case.h"
#include "tests/support/truth_letter.h"

namespace cordon {
namespace {

using support::letter;

// `"StringEquals":{"a:x":"1"}`
std::vector<CompiledCondition> conditions(std::string_view text) {
  const PolicyPtr policy = support::policy(support::document(
      fmt::format(R"({{"Effect":"Deny","Action":"*","Resource":"*","Condition":{{{}}}}})", text)));
  REQUIRE(policy->statements.size() == 1);
  return policy->statements[0].conditions;
}

TEST_CASE("conditions: what follows from what, and what can't be met together") {
  struct Row {
    std::string_view a, b, implied, excluded;  // b follows from a; a and b exclude each other
  };
  constexpr std::string_view kYes = "T";
  constexpr std::string_view kNo = "U";
  const Row rows[] = {
      {R"("StringEquals":{"a:x":"1"})", R"("StringEquals":{"A:X":"1"})", kYes, kNo},
      {R"("StringEquals":{"a:x":"1"})", R"("StringEquals":{"a:y":"1"})", kNo, kNo},
      {R"("StringEquals":{"a:x":"1"})", R"("StringEquals":{"a:x":["1","2"]})", kYes, kNo},
      {R"("StringEquals":{"a:x":["1","2"]})", R"("StringEquals":{"a:x":"1"})", kNo, kNo},
      {R"("StringEquals":{"a:x":"1"})", R"("StringEquals":{"a:x":"2"})", kNo, kYes},
      {R"("StringEquals":{"a:x":"ab"})", R"("StringLike":{"a:x":"a*"})", kYes, kNo},
      {R"("StringLike":{"a:x":"ab*"})", R"("StringLike":{"a:x":"a*"})", kYes, kNo},
      {R"("StringLike":{"a:x":"a*"})", R"("StringLike":{"a:x":"b*"})", kNo, kYes},
      {R"("StringLike":{"a:x":"a*"})", R"("StringEquals":{"a:x":"b"})", kNo, kYes},
      {R"("StringEquals":{"a:x":"Ab"})", R"("StringEqualsIgnoreCase":{"a:x":"aB"})", kYes, kNo},
      {R"("StringEqualsIgnoreCase":{"a:x":"Ab"})", R"("StringEquals":{"a:x":"Ab"})", kNo, kNo},
      {R"("StringEqualsIgnoreCase":{"a:x":"Ab"})", R"("StringEquals":{"a:x":"b"})", kNo, kYes},
      {R"("StringEquals":{"a:x":"1"})", R"("StringNotEquals":{"a:x":"2"})", kYes, kNo},
      {R"("StringEquals":{"a:x":"1"})", R"("StringNotEquals":{"a:x":"1"})", kNo, kYes},
      {R"("StringNotEquals":{"a:x":["1","2"]})", R"("StringNotEquals":{"a:x":"1"})", kYes, kNo},
      {R"("StringNotEquals":{"a:x":"1"})", R"("StringNotEquals":{"a:x":["1","2"]})", kNo, kNo},
      {R"("StringNotLike":{"a:x":"*"})", R"("StringLike":{"a:x":"a*"})", kNo, kYes},
      {R"("StringEquals":{"a:x":"1"})", R"("StringEqualsIfExists":{"a:x":"1"})", kYes, kNo},
      {R"("StringEqualsIfExists":{"a:x":"1"})", R"("StringEquals":{"a:x":"1"})", kNo, kNo},
      {R"("StringEqualsIfExists":{"a:x":"1"})", R"("StringEqualsIfExists":{"a:x":"2"})", kNo, kNo},
      {R"("StringEqualsIfExists":{"a:x":"1"})", R"("StringEquals":{"a:x":"2"})", kNo, kYes},
      {R"("StringEquals":{"a:x":"1"})", R"("Null":{"a:x":"false"})", kYes, kNo},
      {R"("StringEquals":{"a:x":"1"})", R"("Null":{"a:x":"true"})", kNo, kYes},
      {R"("StringNotEquals":{"a:x":"1"})", R"("Null":{"a:x":"true"})", kNo, kNo},
      {R"("Null":{"a:x":"true"})", R"("Null":{"a:x":"false"})", kNo, kYes},
      {R"("Null":{"a:x":"true"})", R"("Null":{"a:x":"true"})", kYes, kNo},
      {R"("NumericLessThan":{"a:x":"5"})", R"("NumericLessThan":{"a:x":"6"})", kYes, kNo},
      {R"("NumericLessThan":{"a:x":"5"})", R"("NumericLessThanEquals":{"a:x":"5"})", kYes, kNo},
      {R"("NumericLessThanEquals":{"a:x":"5"})", R"("NumericLessThan":{"a:x":"5"})", kNo, kNo},
      {R"("NumericLessThan":{"a:x":"5"})", R"("NumericGreaterThan":{"a:x":"5"})", kNo, kYes},
      {R"("NumericLessThan":{"a:x":"5"})", R"("NumericGreaterThan":{"a:x":"4"})", kNo, kNo},
      {R"("NumericLessThanEquals":{"a:x":"5"})", R"("NumericGreaterThanEquals":{"a:x":"5"})", kNo,
       kNo},
      {R"("NumericEquals":{"a:x":"5"})", R"("NumericLessThan":{"a:x":"5"})", kNo, kYes},
      {R"("NumericEquals":{"a:x":"5"})", R"("NumericNotEquals":{"a:x":"05"})", kNo, kYes},
      {R"("DateLessThan":{"a:x":"2024-01-01T00:00:00Z"})",
       R"("DateGreaterThan":{"a:x":"2025-01-01T00:00:00Z"})", kNo, kYes},
      {R"("DateLessThan":{"a:x":"2024-01-01T00:00:00Z"})",
       R"("DateLessThan":{"a:x":"2025-01-01T00:00:00Z"})", kYes, kNo},
      {R"("DateLessThan":{"a:x":"2024"})", R"("DateGreaterThan":{"a:x":"2025-01-01T00:00:00Z"})",
       kNo, kNo},  // a year or an epoch second
      {R"("IpAddress":{"a:x":"10.1.0.0/16"})", R"("IpAddress":{"a:x":"10.0.0.0/8"})", kYes, kNo},
      {R"("IpAddress":{"a:x":"10.1.0.0/16"})", R"("IpAddress":{"a:x":"10.2.0.0/16"})", kNo, kYes},
      {R"("IpAddress":{"a:x":"10.1.0.0/16"})", R"("NotIpAddress":{"a:x":"10.0.0.0/8"})", kNo, kYes},
      {R"("Bool":{"a:x":"true"})", R"("Bool":{"a:x":"false"})", kNo, kYes},
      {R"("Bool":{"a:x":"true"})", R"("BoolIfExists":{"a:x":"true"})", kYes, kNo},
      {R"("BinaryEquals":{"a:x":"YQ=="})", R"("BinaryEquals":{"a:x":"Yg=="})", kNo, kYes},
      {R"("ArnLike":{"a:x":"arn:aws:s3:::b/*"})", R"("ArnLike":{"a:x":"arn:aws:*:::b*"})", kYes,
       kNo},
      {R"("ArnLike":{"a:x":"arn:aws:s3:::b/*"})", R"("ArnLike":{"a:x":"arn:aws:sns:*:*:*"})", kNo,
       kYes},
      {R"("ArnLike":{"a:x":"arn:aws:s3:::b/*"})", R"("StringLike":{"a:x":"arn:*"})", kNo, kNo},
      {R"("StringEquals":{"a:x":"${a:y}"})", R"("StringEquals":{"a:x":"${a:y}"})", kYes, kNo},
      {R"("StringEquals":{"a:x":"${a:y}"})", R"("StringLike":{"a:x":"*"})", kNo, kNo},
      {R"("ForAnyValue:StringEquals":{"a:x":"1"})", R"("ForAnyValue:StringLike":{"a:x":"?"})", kYes,
       kNo},
      {R"("ForAnyValue:StringEquals":{"a:x":"1"})", R"("ForAnyValue:StringEquals":{"a:x":"2"})",
       kNo, kNo},
      {R"("ForAllValues:StringEquals":{"a:x":"1"})", R"("StringEquals":{"a:x":"1"})", kNo, kNo},
      {R"("StringEquals":{"a:x":"1"})", R"("ForAllValues:StringEquals":{"a:x":"1"})", kYes, kNo},
      {R"("StringEquals":{"a:x":"1"})", R"("ForAnyValue:StringEquals":{"a:x":"2"})", kNo, kYes},
      {R"("NumericEquals":{"a:x":"x"})", R"("NumericEquals":{"a:x":"x"})", kNo, kNo},
      {R"("StringEquals":{"a:x":[]})", R"("StringEquals":{"a:x":"1"})", kNo, kNo},
      {R"("StringLessThan":{"a:x":"1"})", R"("StringLessThan":{"a:x":"1"})", kNo, kNo},
  };
  for (const Row& row : rows) {
    CAPTURE(row.a);
    CAPTURE(row.b);
    const auto a = conditions(row.a);
    const auto b = conditions(row.b);
    CHECK(letter(implies(a[0], b[0])) == row.implied);
    CHECK(letter(exclude_each_other(a[0], b[0])) == row.excluded);
    CHECK(letter(exclude_each_other(b[0], a[0])) == row.excluded);
  }
}

TEST_CASE("conditions: all that are needed have to follow") {
  const auto both = conditions(R"("StringEquals":{"a:x":"1","a:y":"2"})");
  const auto one = conditions(R"("StringLike":{"a:y":"?"})");
  CHECK(implies(both, one) == Truth::kTrue);
  CHECK(implies(one, both) == Truth::kUnknown);
  CHECK(implies(one, {}) == Truth::kTrue);
  CHECK(implies({}, one) == Truth::kUnknown);
}

// A random condition, always on the same key, so that two of them often have to do with each other.
std::string condition_on_one_key(support::Choices& choices) {
  std::string text = support::small_condition(choices);
  const std::size_t begin = text.find("{\"") + 2;
  return text.replace(begin, text.find("\":", begin) - begin, "a:one");
}

// What is claimed of two conditions has to hold for every request.
TEST_CASE("conditions: claims hold on 60,000 random pairs and requests, seed 20240501") {
  std::mt19937_64 generator(20240501);
  std::array<int, 2> claims{};
  for (int round = 0; round < 60'000; ++round) {
    std::array<std::uint8_t, 64> bytes{};
    for (std::uint8_t& byte : bytes) byte = static_cast<std::uint8_t>(generator() >> 56U);
    support::Choices choices(bytes);
    const std::string first = condition_on_one_key(choices);
    const std::string second = condition_on_one_key(choices);
    const auto a = conditions(first);
    const auto b = conditions(second);
    const bool implied = implies(a, b) == Truth::kTrue;
    const bool excluded = exclude_each_other(a[0], b[0]) == Truth::kTrue;
    if (!implied && !excluded) continue;
    Request request = support::small_request(choices);
    request.context.set(support::small_entry(choices, "a:one", false));
    const Truth left = evaluate_condition(a[0], request, Effect::kDeny).value;
    const Truth right = evaluate_condition(b[0], request, Effect::kDeny).value;
    CAPTURE(first);
    CAPTURE(second);
    CAPTURE(support::describe(request));
    if (implied) CHECK((left != Truth::kTrue || right == Truth::kTrue));
    if (excluded) CHECK((left != Truth::kTrue || right != Truth::kTrue));
    claims[0] += implied && left == Truth::kTrue ? 1 : 0;
    claims[1] += excluded && (left == Truth::kTrue || right == Truth::kTrue) ? 1 : 0;
  }
  // The claims are worth something: their premises come up.
  CHECK(claims[0] > 50);
  CHECK(claims[1] > 50);
}

}  // namespace
}  // namespace cordon
