#include "grammar/number.h"

#include <cstdint>
#include <limits>
#include <random>
#include <string>
#include <string_view>

#include "doctest/doctest.h"

namespace cordon {
namespace {

std::string compare(std::string_view a, std::string_view b) {
  const auto x = Decimal::parse(a);
  const auto y = Decimal::parse(b);
  if (!x || !y) return "no number";
  if (*x == *y) return "=";
  return *x < *y ? "<" : ">";
}

TEST_CASE("numbers compare as exact decimals (semantics.md 12)") {
  struct Row {
    std::string_view a, b, order;
  };
  const Row rows[] = {
      {"1", "01", "="},
      {"1", "+1", "="},
      {"1", "1.", "="},
      {"1", "1.0", "="},
      {"1", "1e0", "="},
      {"1", "0.1e1", "="},
      {"1", ".1E+1", "="},
      {"1", "10e-1", "="},
      {"1000", "1e3", "="},
      {"0", "-0", "="},
      {"0", "0.000", "="},
      {"0", "0e2147483647", "="},
      {"10", "10.0", "="},
      {"9007199254740993", "9007199254740992", ">"},
      {"0.1", "0.10000000000000001", "<"},
      {"-1", "1", "<"},
      {"-1", "0", "<"},
      {"-1e-9", "0", "<"},
      {"1e-9", "0", ">"},
      {"-2", "-1", "<"},
      {"-1.5", "-1.49", "<"},
      {"9", "10", "<"},
      {"99", "100", "<"},
      {"1.2", "1.10", ">"},
      {"12", "120", "<"},
      {"1e2147483647", "1e2147483646", ">"},
      {"1e-2147483648", "1e-2147483647", "<"},
      {"1e2147483647", "9", ">"},
      {"0.00001e2147483647", "1e2147483642", "="},
  };
  for (const Row& row : rows) {
    CAPTURE(row.a);
    CAPTURE(row.b);
    CHECK(compare(row.a, row.b) == row.order);
  }
}

TEST_CASE("what is no number") {
  for (const std::string_view text : {"",
                                      " ",
                                      "1 ",
                                      " 1",
                                      "-",
                                      "+",
                                      ".",
                                      "+.",
                                      "-.e1",
                                      "1e",
                                      "1e+",
                                      "1e+-1",
                                      "1e-+1",
                                      "e1",
                                      "--1",
                                      "+-1",
                                      "1..2",
                                      "1.2.3",
                                      "1_0",
                                      "1,0",
                                      "0x10",
                                      "10abc",
                                      "NaN",
                                      "Infinity",
                                      "1e2147483648",
                                      "1e-2147483649",
                                      "1e99999999999999999999",
                                      "0e2147483648",
                                      "1e1.0",
                                      "\xD9\xA1"}) {
    CAPTURE(text);
    CHECK_FALSE(Decimal::parse(text));
  }
  CHECK_FALSE(Decimal::parse(std::string_view("1\0", 2)));
}

TEST_CASE("from_integer") {
  constexpr std::int64_t kLeast = std::numeric_limits<std::int64_t>::min();
  constexpr std::int64_t kMost = std::numeric_limits<std::int64_t>::max();
  CHECK(Decimal::from_integer(0) == Decimal{});
  CHECK(Decimal::from_integer(-120) == Decimal::parse("-1.2e2"));
  CHECK(Decimal::from_integer(kLeast) == Decimal::parse("-9223372036854775808"));
  CHECK(Decimal::from_integer(kMost) == Decimal::parse("9223372036854775807"));
  CHECK(Decimal::from_integer(kLeast) < Decimal::from_integer(kMost));
}

// --- Against whole numbers written out -----------------------------------------------------------

// A number that is `digits` * 10^`exponent`, and a way to write it.
struct Sample {
  bool negative;
  std::string digits;
  int exponent;
  std::string text;
};

constexpr int kLargestExponent = 12;

// Every sample times 10^kLargestExponent is whole: its digits without leading zeroes.
std::string written_out(const Sample& sample) {
  std::string digits = sample.digits;
  digits.append(static_cast<std::size_t>(kLargestExponent + sample.exponent), '0');
  return digits.erase(0, std::min(digits.find_first_not_of('0'), digits.size()));
}

int oracle(const Sample& a, const Sample& b) {
  const std::string x = written_out(a);
  const std::string y = written_out(b);
  const int sign_x = x.empty() ? 0 : a.negative ? -1 : 1;
  const int sign_y = y.empty() ? 0 : b.negative ? -1 : 1;
  if (sign_x != sign_y) return sign_x < sign_y ? -1 : 1;
  const bool longer = x.size() > y.size();
  if (x == y) return 0;
  return (x.size() != y.size() ? longer : x > y) == (sign_x > 0) ? 1 : -1;
}

Sample sample(std::mt19937_64& random) {
  const auto below = [&](std::uint64_t bound) { return random() % bound; };
  Sample result{.negative = below(2) == 0,
                .digits = std::string(1 + below(4), '0'),
                .exponent = static_cast<int>(below(2 * kLargestExponent)) - kLargestExponent,
                .text = ""};
  // Few different digits: equal and nearly equal numbers are what goes wrong.
  for (char& digit : result.digits) digit = "0019"[below(4)];
  const std::size_t point = below(result.digits.size() + 1);
  const int shift = static_cast<int>(result.digits.size() - point);
  result.text = result.negative ? "-" : below(2) == 0 ? "+" : "";
  result.text += std::string(result.digits).insert(point, shift == 0 && below(2) == 0 ? "" : ".");
  result.text += "e" + std::to_string(result.exponent + shift);
  return result;
}

TEST_CASE("random numbers compare as their digits written out do") {
  constexpr std::uint64_t kSeed = 20240501;
  INFO("seed ", kSeed);
  std::mt19937_64 random(kSeed);
  int equal = 0;
  for (int i = 0; i < 20'000; ++i) {
    const Sample a = sample(random);
    const Sample b = sample(random);
    const auto x = Decimal::parse(a.text);
    const auto y = Decimal::parse(b.text);
    INFO(a.text, " ", b.text);
    REQUIRE(x);
    REQUIRE(y);
    const int order = *x < *y ? -1 : *x > *y ? 1 : 0;
    REQUIRE(order == oracle(a, b));
    equal += order == 0 ? 1 : 0;
  }
  CHECK(equal > 100);  // else the samples are too different to say anything
}

}  // namespace
}  // namespace cordon
