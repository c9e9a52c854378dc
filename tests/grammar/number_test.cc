#include "grammar/number.h"

#include <algorithm>
#include <compare>
#include <cstdint>
#include <limits>
#include <optional>
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

// A number that is `digits` * 10^(`shift` - 12), and a way to write it.
struct Sample {
  bool negative;
  std::string digits;
  std::size_t shift;  // below 24
  std::string text;
};

constexpr std::size_t kShifts = 24;

// Every sample times 10^12 is whole: its digits without leading zeroes.
std::string written_out(const Sample& sample) {
  std::string digits = sample.digits + std::string(sample.shift, '0');
  return digits.erase(0, std::min(digits.find_first_not_of('0'), digits.size()));
}

int sign_of(const Sample& sample) {
  if (written_out(sample).empty()) return 0;
  return sample.negative ? -1 : 1;
}

std::strong_ordering oracle(const Sample& a, const Sample& b) {
  const int sign = sign_of(a);
  if (sign != sign_of(b)) return sign <=> sign_of(b);
  const std::string x = written_out(a);
  const std::string y = written_out(b);
  const auto order = x.size() == y.size() ? x <=> y : x.size() <=> y.size();
  return sign < 0 ? 0 <=> order : order;
}

Sample sample(std::mt19937_64& random) {
  const auto below = [&](std::size_t bound) { return random() % bound; };
  Sample result{.negative = below(2) == 0,
                .digits = std::string(1 + below(4), '0'),
                .shift = below(kShifts),
                .text = ""};
  // Few different digits: equal and nearly equal numbers are what goes wrong.
  for (char& digit : result.digits) digit = "0019"[below(4)];
  const std::size_t behind_point = below(result.digits.size() + 1);
  const std::string_view plus = below(2) == 0 ? "+" : "";
  result.text = result.negative ? "-" : plus;
  result.text += result.digits;
  if (behind_point > 0 || below(2) == 0) {
    result.text.insert(result.text.size() - behind_point, ".");
  }
  const auto exponent = static_cast<std::int64_t>(result.shift + behind_point) - 12;
  result.text += "e" + std::to_string(exponent);
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
    const bool same_order = (*x <=> *y) == oracle(a, b);
    REQUIRE(same_order);
    equal += *x == *y ? 1 : 0;
  }
  CHECK(equal > 100);  // else the samples are too different to say anything
}

TEST_CASE("a number between two others") {
  struct Row {
    std::optional<std::string_view> low;
    std::optional<std::string_view> high;
    std::string_view between;
  };
  const Row rows[] = {{std::nullopt, std::nullopt, "0"},
                      {"5", std::nullopt, "6"},
                      {std::nullopt, "-5", "-6"},
                      {"-1", "1", "0"},
                      {"1", "2", "1.1"},
                      {"1", "1.1", "1.01"},
                      {"-2", "-1", "-1.1"},
                      {"0", "0.001", "0.0001"},
                      {"9", "9.5", "9.01"},
                      {"99.9", "100", "99.91"},
                      {"1e30", std::nullopt, "0.11e31"}};
  const auto read = [](const auto& text) {
    return text ? Decimal::parse(*text) : std::optional<Decimal>();
  };
  for (const Row& row : rows) {
    const auto value = Decimal::between(read(row.low), read(row.high));
    REQUIRE(value);
    CHECK(value->text() == row.between);
  }
  CHECK_FALSE(Decimal::between(Decimal::from_integer(1), Decimal::from_integer(1)));
}

TEST_CASE("random numbers: what is between them, and their text") {
  constexpr std::uint64_t kSeed = 20261126;
  INFO("seed ", kSeed);
  std::mt19937_64 random(kSeed);
  for (int i = 0; i < 5'000; ++i) {
    const auto x = Decimal::parse(sample(random).text);
    const auto y = Decimal::parse(sample(random).text);
    REQUIRE(x);
    REQUIRE(y);
    INFO(x->text(), " ", y->text());
    CHECK(Decimal::parse(x->text()) == x);
    if (*x == *y) continue;
    const Decimal& low = std::min(*x, *y);
    const Decimal& high = std::max(*x, *y);
    const auto middle = Decimal::between(low, high);
    REQUIRE(middle);
    CHECK(low < *middle);
    CHECK(*middle < high);
  }
}

}  // namespace
}  // namespace cordon
