// Texts that are in some sets and not in others: held against trying all short texts.

#include "engine/prove/text_search.h"

#include <string>
#include <utility>
#include <vector>

#include "doctest/doctest.h"

namespace cordon::prove {
namespace {

constexpr std::uint64_t kMuch = 1'000'000;

std::vector<std::string> texts_up_to(std::size_t length, std::string_view letters) {
  std::vector<std::string> all{""};
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (all[i].size() == length) break;
    for (const char letter : letters) all.push_back(all[i] + letter);
  }
  return all;
}

TextSearch find(const std::vector<TextLiteral>& literals) {
  Budget budget(kMuch);
  return find_text(literals, budget);
}

// A text in the difference of two patterns of length 3 need not be longer than 4.
TEST_CASE("find_text: all pairs of patterns up to three of {a,b,*,?}, inside and outside") {
  std::vector<TextSet> sets;
  for (const std::string& pattern : texts_up_to(3, "ab*?")) sets.push_back(TextSet::glob(pattern));
  const std::vector<std::string> texts = texts_up_to(5, "abx");
  std::vector<std::vector<bool>> in(sets.size());
  for (std::size_t i = 0; i < sets.size(); ++i) {
    for (const std::string& text : texts) in[i].push_back(sets[i].contains(text));
  }
  std::size_t wrong = 0;
  for (std::size_t a = 0; a < sets.size(); ++a) {
    for (std::size_t b = 0; b < sets.size(); ++b) {
      for (const auto& [first, second] : {std::pair(true, true), {true, false}, {false, false}}) {
        bool some = false;
        for (std::size_t t = 0; t < texts.size(); ++t) {
          some = some || (in[a][t] == first && in[b][t] == second);
        }
        const TextSearch result = find({{&sets[a], first}, {&sets[b], second}});
        const bool right = result.found == Found::kYes
                               ? some && sets[a].contains(result.text) == first &&
                                     sets[b].contains(result.text) == second
                               : result.found == Found::kNo && !some;
        wrong += right ? 0 : 1;
      }
    }
  }
  CHECK(wrong == 0);
}

TEST_CASE("find_text: a set matches as its patterns do") {
  for (const std::string& pattern : texts_up_to(4, "ab*?")) {
    const TextSet set = TextSet::glob(pattern);
    const Pattern same = Pattern::glob(pattern);
    for (const std::string& text : texts_up_to(4, "ab")) {
      CAPTURE(pattern);
      CAPTURE(text);
      REQUIRE(set.contains(text) == same.matches(text));
    }
  }
}

TEST_CASE("find_text: the shortest text, in words of the patterns") {
  struct Row {
    std::vector<std::string> inside;
    std::vector<std::string> outside;
    std::string text;
  };
  const std::vector<Row> rows{
      {{"s3:Get*"}, {"s3:GetObject*"}, "s3:Get"},
      {{"*"}, {""}, "x"},
      {{"arn:aws:s3:::logs/*"}, {"arn:aws:s3:::logs/"}, "arn:aws:s3:::logs/x"},
      {{"*a*", "*b*"}, {}, "ab"},
      {{"?*", "*é"}, {}, "é"},
      {{"??"}, {"x?"}, "ax"},
  };
  for (const Row& row : rows) {
    std::vector<TextSet> sets;
    sets.reserve(row.inside.size() + row.outside.size());
    std::vector<TextLiteral> literals;
    for (const std::string& text : row.inside) {
      sets.push_back(TextSet::glob(text));
      literals.push_back({&sets.back(), true});
    }
    for (const std::string& text : row.outside) {
      sets.push_back(TextSet::glob(text));
      literals.push_back({&sets.back(), false});
    }
    const TextSearch result = find(literals);
    REQUIRE(result.found == Found::kYes);
    CHECK(result.text == row.text);
  }
}

TEST_CASE("find_text: without a text, what was needed to see it") {
  const TextSet get = TextSet::glob("s3:Get*");
  const TextSet put = TextSet::glob("s3:Put*");
  const TextSet all = TextSet::glob("s3:*");
  const TextSet ec2 = TextSet::glob("ec2:*");
  const TextSearch result = find({{&ec2, false}, {&all, false}, {&get, true}, {&put, false}});
  CHECK(result.found == Found::kNo);
  CHECK(result.needed == std::vector<std::size_t>{1, 2});
}

TEST_CASE("find_text: letters in any case, with Java's Kelvin sign") {
  TextSet::Tokens lower;
  append_literal(lower, "key");
  const TextSet folded({lower}, TextSet::Letters::kFolded);
  CHECK(folded.contains("KEY"));
  CHECK(
      folded.contains("\xE2\x84\xAA"
                      "ey"));
  std::vector<TextSet> plain;
  for (const std::string text : {"key", "Key", "kEy", "keY", "KEy", "KeY", "kEY", "KEY"}) {
    plain.push_back(TextSet::literal(text));
  }
  std::vector<TextLiteral> literals{{&folded, true}};
  for (const TextSet& set : plain) literals.push_back({&set, false});
  CHECK(find(literals).text.starts_with("\xE2\x84\xAA"));
}

TEST_CASE("find_text: a wildcard that keeps within a field or a name") {
  const TextSet field({{'a', Pattern::kAnyRunInField, 'b'}});
  const TextSet colon = TextSet::glob("*:*");
  CHECK(find({{&field, true}, {&colon, true}}).found == Found::kNo);
  const TextSet name({{'a', kAnyRunInName}});
  const TextSet slash = TextSet::glob("*/*");
  CHECK(find({{&name, true}, {&slash, true}}).found == Found::kNo);
  CHECK(find({{&field, true}, {&slash, true}}).text == "a/b");
  const TextSet digits({TextSet::Tokens(3, kAnyDigit)});
  const TextSet one = TextSet::glob("1*");
  CHECK(find({{&digits, true}, {&one, false}}).text.size() == 3);
}

// Hostile patterns: bounded work, and an answer that says so.
TEST_CASE("find_text: the budget ends a search that would not end") {
  std::vector<TextSet> sets;
  for (int i = 0; i < 300; ++i) {
    std::string pattern = "*";
    for (int j = 0; j < 40; ++j)
      pattern += std::string(1, static_cast<char>('a' + (i + j) % 26)) + "*";
    sets.push_back(TextSet::glob(pattern));
  }
  const TextSet shorter = TextSet::glob(std::string(50, '?'));
  std::vector<TextLiteral> literals{{&shorter, true}};
  for (const TextSet& set : sets) literals.push_back({&set, true});
  Budget budget(kMuch);
  const TextSearch result = find_text(literals, budget);
  CHECK(result.found == Found::kOpen);
  CHECK(budget.empty());
}

}  // namespace
}  // namespace cordon::prove
