// Questions that are made to take long: each ends within its budget, and says when that was spent.

#include <fmt/format.h>

#include <string>
#include <string_view>

#include "doctest/doctest.h"
#include "engine/prove/policy_claims.h"
#include "tests/support/policy_text.h"

namespace cordon::prove {
namespace {

// `*a*a*a*`, with `count` texts.
std::string runs(std::string_view text, int count) {
  std::string pattern = "*";
  for (int i = 0; i < count; ++i) pattern += std::string(text) + "*";
  return pattern;
}

std::string statement(std::string_view effect, std::string_view rest,
                      std::string_view resource = "*") {
  return fmt::format(R"({{"Effect":"{}","Action":"s3:GetObject","Resource":"{}"{}}})", effect,
                     resource, rest);
}

std::string when(std::string_view op, std::string_view key, std::string_view value) {
  return fmt::format(R"(,"Condition":{{"{}":{{"{}":"{}"}}}})", op, key, value);
}

std::string on(const std::string& object) {
  return statement("Allow", "", "arn:aws:s3:::b/" + object);
}

// As many statements as there are numbers below `count`.
std::string each(int count, const auto& make) {
  std::string all;
  for (int i = 0; i < count; ++i) all += (i == 0 ? "" : ",") + make(i);
  return all;
}

std::string times(std::string_view op) {
  return each(3'000, [&](int i) {
    return statement("Allow", when(op, "aws:CurrentTime",
                                   fmt::format("2024-01-01T00:{:02}:{:02}Z", i / 60, i % 60)));
  });
}

std::string user_agents_with(int count) {
  return each(count, [](int i) {
    const std::string both{static_cast<char>('a' + i), static_cast<char>('b' + i)};
    return statement("Deny", when("StringNotLike", "aws:UserAgent", "*" + both + "*"));
  });
}

// `birds` tags in one hole fewer, no two of them in the same: there is no such request, and finding
// that out takes trying.
std::string pigeons(int birds) {
  std::string all = statement("Allow", "");
  const auto key = [](int bird, int hole) {
    return fmt::format("aws:RequestTag/{}-{}", bird, hole);
  };
  for (int bird = 0; bird < birds; ++bird) {
    std::string nowhere;
    for (int hole = 0; hole + 1 < birds; ++hole) {
      nowhere += fmt::format(R"({}"{}":"true")", hole == 0 ? "" : ",", key(bird, hole));
      for (int other = 0; other < bird; ++other) {
        all += "," + statement("Deny", fmt::format(R"(,"Condition":{{"Null":{{"{}":"false","{}":)"
                                                   R"("false"}}}})",
                                                   key(bird, hole), key(other, hole)));
      }
    }
    all += "," + statement("Deny", fmt::format(R"(,"Condition":{{"Null":{{{}}}}})", nowhere));
  }
  return all;
}

TEST_CASE("prove: no question takes for ever") {
  const std::string everything = statement("Deny", "");
  struct Row {
    std::string_view name;
    std::string before;
    std::string after;
    std::string_view expected;
  };
  const std::string bounded =
      statement("Allow", when("StringLike", "aws:UserAgent", std::string(20, '?')));
  const Row rows[] = {
      {"hundreds of runs", on(runs("a", 400)), on(runs("b", 400)), "refuted"},
      {"the same, covered", on(runs("a", 399)), on(runs("a", 400)), "undecided"},
      {"the same in many entries", each(40, [](int i) { return on(runs("a", i + 50)); }),
       each(40, [](int i) { return on(runs("ab", i + 20)); }), "refuted"},
      {"many of one character", on(std::string(2'000, '?') + "*"),
       on("*" + std::string(1'999, '?')), "undecided"},
      {"texts that have no room", everything, bounded + "," + user_agents_with(20), "undecided"},
      {"thousands of times", times("DateLessThan"), times("DateGreaterThan"), "refuted"},
      {"pigeons", everything, pigeons(7), "holds"},
      {"variables in turns", on("${aws:PrincipalTag/a}${aws:PrincipalTag/b}${aws:PrincipalTag/a}"),
       on("${aws:PrincipalTag/b}${aws:PrincipalTag/a}${aws:PrincipalTag/b}"), "refuted"},
      {"variables beside many runs",
       on("${aws:PrincipalTag/a}" + runs("${aws:PrincipalTag/b}", 40)),
       on(runs("${aws:PrincipalTag/a}", 40)), "refuted"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.name);
    const PolicyPtr before = support::policy(support::document(row.before));
    const PolicyPtr after = support::policy(support::document(row.after));
    Asking asking;
    asking.limits.steps = 2'000'000;
    const Proof proof = prove_not_wider(before, after, asking).proof;
    CHECK(proof.mismatch == "");
    CHECK(to_string(proof.verdict) == row.expected);
    CHECK(proof.out_of_budget == (row.expected == "undecided"));
  }
}

}  // namespace
}  // namespace cordon::prove
