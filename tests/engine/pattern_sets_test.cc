#include "engine/pattern_sets.h"

#include <array>
#include <bitset>
#include <string>
#include <string_view>
#include <vector>

#include "doctest/doctest.h"
#include "tests/support/slow_glob.h"
#include "tests/support/truth_letter.h"

namespace cordon {
namespace {

using Token = Pattern::Token;

// All patterns of at most `length` tokens.
std::vector<Pattern> all_patterns(const std::vector<Token>& alphabet, std::size_t length) {
  std::vector<std::vector<Token>> tokens{{}};
  std::size_t begin = 0;
  for (std::size_t i = 0; i < length; ++i) {
    const std::size_t end = tokens.size();
    for (; begin < end; ++begin) {
      for (const Token token : alphabet) {
        tokens.push_back(tokens[begin]);
        tokens.back().push_back(token);
      }
    }
  }
  std::vector<Pattern> patterns;
  patterns.reserve(tokens.size());
  for (const auto& each : tokens) patterns.emplace_back(each);
  return patterns;
}

// Which of some texts a pattern matches; a text more than the longest pattern has tokens is in
// the list, so that a pattern without a run never looks as one with it.
constexpr std::size_t kMostTexts = 10'000;
using Texts = std::bitset<kMostTexts>;

Texts texts_of(const Pattern& pattern, const std::vector<std::string>& texts) {
  Texts found;
  for (std::size_t i = 0; i < texts.size(); ++i) found[i] = pattern.matches(texts[i]);
  return found;
}

void check_all_pairs(const std::vector<Pattern>& patterns, const std::vector<std::string>& texts) {
  REQUIRE(texts.size() <= kMostTexts);
  std::vector<Texts> sets;
  for (const Pattern& pattern : patterns) sets.push_back(texts_of(pattern, texts));
  for (std::size_t i = 0; i < patterns.size(); ++i) {
    for (std::size_t j = 0; j < patterns.size(); ++j) {
      const Truth held = truth((sets[j] & ~sets[i]).none());
      const Truth shared = truth((sets[j] & sets[i]).any());
      if (contains(patterns[i], patterns[j]) == held &&
          intersects(patterns[i], patterns[j]) == shared) {
        continue;
      }
      CAPTURE(patterns[i].tokens());
      CAPTURE(patterns[j].tokens());
      CHECK(contains(patterns[i], patterns[j]) == held);
      CHECK(intersects(patterns[i], patterns[j]) == shared);
    }
  }
}

TEST_CASE("pattern sets: all pairs of small patterns, against all texts") {
  constexpr std::array<std::string_view, 3> kLetters = {"a", "b", "c"};
  check_all_pairs(all_patterns({'a', 'b', Pattern::kAnyOne, Pattern::kAnyRun}, 4),
                  support::all_texts(kLetters, 7));
}

TEST_CASE("pattern sets: wildcards that stay in their field") {
  constexpr std::array<std::string_view, 3> kLetters = {"a", ":", "c"};
  check_all_pairs(all_patterns({'a', ':', Pattern::kAnyOne, Pattern::kAnyRun,
                                Pattern::kAnyOneInField, Pattern::kAnyRunInField},
                               3),
                  support::all_texts(kLetters, 7));
}

Pattern confined(std::string_view text) {
  std::vector<Token> tokens;
  append_glob(tokens, text);
  confine_wildcards_to_fields(tokens);
  return Pattern(std::move(tokens));
}

TEST_CASE("pattern sets: patterns of policies") {
  struct Row {
    std::string_view a, b, contained, shared;
  };
  const Row rows[] = {
      {"*", "arn:aws:s3:::x", "T", "T"},
      {"arn:aws:s3:::x", "*", "F", "T"},
      {"arn:aws:s3:::bucket/*", "arn:aws:s3:::bucket/logs/*", "T", "T"},
      {"arn:aws:s3:::bucket/*", "arn:aws:s3:::bucket*", "F", "T"},
      {"arn:aws:s3:::bucket/*", "arn:aws:s3:::other/*", "F", "F"},
      {"arn:aws:s3:::*/logs/*", "arn:aws:s3:::bucket/logs/*.gz", "T", "T"},
      {"arn:aws:s3:::*/logs/*", "arn:aws:s3:::bucket/*.gz", "F", "T"},
      {"arn:aws:logs:*:*:*", "arn:aws:logs:eu-west-1:*:log-group:x", "T", "T"},
      {"arn:aws:iam::*:role/x*", "arn:aws:iam::1?3:role/x", "T", "T"},
      {"arn:aws:iam::1*3:role/x", "arn:aws:iam::1?3:role/x", "T", "T"},
      {"arn:aws:iam::1?3:role/x", "arn:aws:iam::1*3:role/x", "F", "T"},
      {"é?", "é", "F", "F"},
      {"é?", "é\xF0\x9F\x98\x80", "F", "F"},  // two UTF-16 units
      {"é??", "é\xF0\x9F\x98\x80", "T", "T"},
      {"*\xF0\x9F\x98\x80", "?\xF0\x9F\x98\x80", "T", "T"},
      {"*é", "*è", "F", "F"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.a);
    CAPTURE(row.b);
    CHECK(support::letter(contains(confined(row.a), confined(row.b))) == row.contained);
    CHECK(support::letter(intersects(confined(row.a), confined(row.b))) == row.shared);
  }
}

TEST_CASE("pattern sets: what is too long is unknown, what is easy is not") {
  std::string many;
  for (int i = 0; i < 3000; ++i) many += "a?*";
  const Pattern huge = Pattern::glob(many);
  CHECK(contains(huge, huge) == Truth::kUnknown);
  CHECK(intersects(huge, huge) == Truth::kUnknown);
  CHECK(contains(Pattern::glob("*"), huge) == Truth::kTrue);
  CHECK(contains(Pattern::glob("a*"), huge) == Truth::kTrue);
  CHECK(contains(Pattern::glob("b*"), huge) == Truth::kFalse);
  CHECK(intersects(Pattern::glob("b*"), huge) == Truth::kFalse);
}

}  // namespace
}  // namespace cordon
