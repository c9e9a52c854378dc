#include "grammar/pattern.h"

#include <re2/re2.h>

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "doctest/doctest.h"
#include "tests/support/slow_glob.h"

namespace cordon {
namespace {

using support::all_texts;
using support::slow_match;
using support::slow_tokens;
using support::slow_units;
using Token = Pattern::Token;

std::vector<Token> glob_tokens(std::string_view text) {
  std::vector<Token> tokens;
  append_glob(tokens, text);
  return tokens;
}

Pattern confined(std::string_view text) {
  std::vector<Token> tokens = glob_tokens(text);
  confine_wildcards_to_fields(tokens);
  return Pattern(std::move(tokens));
}

// `*` and `?` that stay in a field are shown as `+` and `!`.
std::string dump(const Pattern& pattern) {
  std::string text;
  for (const Token token : pattern.tokens()) {
    text += token < 256 ? static_cast<char>(token) : std::string_view("?!*+")[token - 256];
  }
  return text;
}

TEST_CASE("a glob covers the whole text") {
  struct Row {
    std::string_view pattern, text;
    bool matches;
  };
  const Row rows[] = {
      {"", "", true},
      {"", "a", false},
      {"a", "a", true},
      {"a", "", false},
      {"a", "A", false},
      {"*", "", true},
      {"**", "anything", true},
      {"?", "", false},
      {"?*", "a", true},
      {"*?", "a", true},
      {"s3:Get*", "s3:Get", true},
      {"s3:Get*", "s3:GetObject", true},
      {"s3:Get?bject", "s3:GetObject", true},
      {"s3:GetObject?", "s3:GetObject", false},
      {"iam:*AccessKey*", "iam:ListAccessKeys", true},
      {"iam:*AccessKey*", "iam:ListUsers", false},
      {"*aab", "aaaab", true},
      {"*ab*ab", "abab", true},
      {"*ab*ab", "aab", false},
      {"a*b*c", "a-b-b-c", true},
      {"a*b*c", "a-c-b", false},
      {"[a]", "[a]", true},
      {"[a]", "a", false},
      {"a\\*", "a\\b", true},
      {"a*z", std::string_view("a\n\0z", 4), true},
      {"arn:aws:s3:::b/*/test/*", "arn:aws:s3:::b/1/2/test/3/o.jpg", true},
      {"arn:aws:s3:::b/*/test/*", "arn:aws:s3:::b/1-test/o.jpg", false},
  };
  for (const Row& row : rows) {
    CAPTURE(row.pattern);
    CAPTURE(row.text);
    CHECK(Pattern::glob(row.pattern).matches(row.text) == row.matches);
  }
}

TEST_CASE("a question mark is one UTF-16 unit (semantics.md 12)") {
  struct Row {
    std::string_view pattern, text;
    bool matches;
  };
  const Row rows[] = {
      {"?", "é", true},
      {"??", "é", false},
      {"?", "\U00010400", false},
      {"??", "\U00010400", true},
      {"???", "\U00010400", false},
      {"\U00010400", "\U00010400", true},
      {"\U00010400?", "\U00010400é", true},
      {"*?", "\U00010400", true},
      {"?\U00010400*", "é\U00010400-", true},
      {"é*?", "éa", true},
      // The lower half of a pair is a unit for `?`, never the start of a literal.
      {"?\xED\xB0\x80", "\U00010400", false},
      // Bytes that are not UTF-8 count one each.
      {"?", "\xFF", true},
      {"?", "\xC3", true},
      {"??", "\xC3\xC3", true},
      {"\xFF?", "\xFF\xFE", true},
      {"a?\xFF", "ab\xFF", true},
  };
  for (const Row& row : rows) {
    CAPTURE(row.pattern);
    CAPTURE(row.text);
    CHECK(Pattern::glob(row.pattern).matches(row.text) == row.matches);
  }
}

TEST_CASE("a literal star matches a star only") {
  std::vector<Token> tokens = glob_tokens("a*");
  append_literal(tokens, "*?");
  const Pattern pattern(tokens);
  CHECK(pattern.matches("a*?"));
  CHECK(pattern.matches("a-*?"));
  CHECK_FALSE(pattern.matches("a-bc"));
}

TEST_CASE("literal_prefix and is_literal") {
  struct Row {
    std::string_view pattern, prefix;
    bool literal;
  };
  const Row rows[] = {
      {"", "", true},      {"abc", "abc", true}, {"abc*", "abc", false},
      {"a?c", "a", false}, {"*abc", "", false},  {"é*", "é", false},
  };
  for (const Row& row : rows) {
    const Pattern pattern = Pattern::glob(row.pattern);
    CAPTURE(row.pattern);
    CHECK(pattern.literal_prefix() == row.prefix);
    CHECK(pattern.is_literal() == row.literal);
  }
  CHECK(Pattern().is_literal());
  CHECK(Pattern().matches(""));
  CHECK_FALSE(Pattern().matches("a"));
}

TEST_CASE("wildcards of an ARN pattern stay in their fields unless they end one") {
  struct Row {
    std::string_view pattern, tokens;
  };
  const Row rows[] = {
      {"*", "*"},
      {"***", "*"},
      {"", ""},
      {"?", "!"},
      {"*a", "+a"},
      {"a*", "a*"},
      {"arn:aws:s3:::b*c?", "arn:aws:s3:::b*c?"},
      {"arn:aws:dynamodb:*:table/p-*", "arn:aws:dynamodb:*:table/p-*"},
      {"arn:aws:s*s:us-*-1:?:q", "arn:aws:s+s:us-+-1:!:q"},
      {"arn:aws:s*?:*", "arn:aws:s+!:*"},
      {"arn:aws:a**:b", "arn:aws:a*:b"},
      {"a:b:c:d:e:*f:?g*", "a:b:c:d:e:*f:?g*"},
      {"a:b:c:d:*e:*f", "a:b:c:d:+e:*f"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.pattern);
    CHECK(dump(confined(row.pattern)) == row.tokens);
  }
}

TEST_CASE("resource patterns of semantics.md 8.3") {
  struct Row {
    std::string_view pattern, resource;
    bool matches;
  };
  const Row rows[] = {
      {"arn:aws:s3:::b", "arn:aws:s3:::b/k", false},
      {"arn:aws:s3:::b*", "arn:aws:s3:::bucket2/k", true},
      {"arn:aws:sqs:*", "arn:aws:sqs:us-east-1:1:q", true},
      {"arn:aws:ec2:*:*:*/*", "arn:aws:ec2:eu-west-1:1:volume/vol-1", true},
      {"arn:aws:ec2:*:*:security-group*/*", "arn:aws:ec2:eu-west-1:1:security-group-rule/sgr-1",
       true},
      {"arn:aws:s3:*:b/*", "arn:aws:s3:::b/k", true},
      {"arn:aws:iam::1:user/Bob", "arn:aws:iam::1:user/bob", false},
      {"arn:aws:sns:*:1:t", "arn:aws:sns:us-east-1:2:x:1:t", true},
      {"arn:aws:sns:u*1:1:t", "arn:aws:sns:us-east-1:2:x1:1:t", false},
      {"arn:aws:logs:*:*:log-group:*", "arn:aws:logs:eu-west-1:1:log-group:g:log-stream:s", true},
      {"arn:aws:s?s:us-east-1:1:q", "arn:aws:s:s:us-east-1:1:q", false},
  };
  for (const Row& row : rows) {
    CAPTURE(row.pattern);
    CAPTURE(row.resource);
    CHECK(confined(row.pattern).matches(row.resource) == row.matches);
  }
}

// --- All small inputs ----------------------------------------------------------------------------

void check_against_oracle(const Pattern& pattern, const std::vector<Token>& tokens,
                          const std::vector<std::string>& texts) {
  const auto slow = slow_tokens(tokens);
  for (const std::string& text : texts) {
    if (pattern.matches(text) == slow_match(slow, slow_units(text))) continue;
    CAPTURE(dump(Pattern(tokens)));
    CAPTURE(text);
    FAIL_CHECK("differs from the oracle");
  }
}

TEST_CASE("globs match what re2 matches: all patterns up to 5, all texts up to 6") {
  constexpr std::array<std::string_view, 4> kPatternLetters{"a", "b", "*", "?"};
  constexpr std::array<std::string_view, 2> kTextLetters{"a", "b"};
  const auto texts = all_texts(kTextLetters, 6);
  const auto patterns = all_texts(kPatternLetters, 5);
  CHECK(patterns.size() == 1365);
  CHECK(texts.size() == 127);
  for (const std::string& text : patterns) {
    std::string expression = text;
    RE2::GlobalReplace(&expression, R"(\?)", ".");
    RE2::GlobalReplace(&expression, R"(\*)", ".*");
    const RE2 re2(expression);
    const Pattern pattern = Pattern::glob(text);
    for (const std::string& subject : texts) {
      if (pattern.matches(subject) == RE2::FullMatch(subject, re2)) continue;
      CAPTURE(text);
      CAPTURE(subject);
      FAIL_CHECK("differs from re2");
    }
  }
}

TEST_CASE("globs over characters of two and four bytes match as over UTF-16 units") {
  constexpr std::array<std::string_view, 5> kPatternLetters{"é", "\U00010400", "\U00010401", "*",
                                                            "?"};
  constexpr std::array<std::string_view, 4> kTextLetters{"é", "\U00010400", "\U00010401", "a"};
  const auto texts = all_texts(kTextLetters, 4);
  for (const std::string& text : all_texts(kPatternLetters, 4)) {
    check_against_oracle(Pattern::glob(text), glob_tokens(text), texts);
  }
}

TEST_CASE("all token lists up to 5, also those that no reader writes") {
  constexpr std::array<std::string_view, 2> kTextLetters{"a", ":"};
  constexpr std::array<Token, 6> kTokens{'a',
                                         ':',
                                         Pattern::kAnyOne,
                                         Pattern::kAnyOneInField,
                                         Pattern::kAnyRun,
                                         Pattern::kAnyRunInField};
  const auto texts = all_texts(kTextLetters, 6);
  std::vector<std::vector<Token>> lists{{}};
  for (std::size_t i = 0; i < lists.size(); ++i) {
    check_against_oracle(Pattern(lists[i]), lists[i], texts);
    if (lists[i].size() == 5) continue;
    for (const Token token : kTokens) {
      lists.push_back(lists[i]);
      lists.back().push_back(token);
    }
  }
  CHECK(lists.size() == 9331);
}

// semantics.md M2 on the text of the pattern, without tokens.
bool slow_resource_match(std::string_view pattern, std::size_t at, std::string_view text) {
  if (at == pattern.size()) return text.empty();
  const char c = pattern[at];
  const bool wildcard = c == '*' || c == '?';
  const auto colons = std::ranges::count(pattern.substr(0, at), ':');
  const bool ends_field = at + 1 == pattern.size() || pattern[at + 1] == ':';
  const bool free = colons >= 5 || (c == '*' && ends_field);
  const bool may_take = !text.empty() && (wildcard ? free || text[0] != ':' : c == text[0]);
  if (c != '*') return may_take && slow_resource_match(pattern, at + 1, text.substr(1));
  return slow_resource_match(pattern, at + 1, text) ||
         (may_take && slow_resource_match(pattern, at, text.substr(1)));
}

void check_resource_patterns(std::string_view before, std::size_t pattern_length,
                             std::size_t text_length) {
  constexpr std::array<std::string_view, 4> kPatternLetters{"a", ":", "*", "?"};
  constexpr std::array<std::string_view, 2> kTextLetters{"a", ":"};
  const auto texts = all_texts(kTextLetters, text_length);
  for (const std::string& tail : all_texts(kPatternLetters, pattern_length)) {
    const std::string written = std::string(before) + tail;
    const Pattern pattern = confined(written);
    for (const std::string& end : texts) {
      const std::string text = std::string(before) + end;
      if (pattern.matches(text) == slow_resource_match(written, 0, text)) continue;
      CAPTURE(written);
      CAPTURE(text);
      FAIL_CHECK("differs from the oracle");
    }
  }
}

TEST_CASE("all small resource patterns match as M2 says") {
  check_resource_patterns("", 6, 6);
  check_resource_patterns("a:::", 5, 6);  // the fifth colon comes into reach
}

TEST_CASE("a pattern with many stars takes no time on a text that nearly matches") {
  std::string many;
  for (int i = 0; i < 40; ++i) many += "*a";
  const std::string text(2000, 'a');
  CHECK(Pattern::glob(many).matches(text));
  CHECK_FALSE(Pattern::glob(many + "*b").matches(text));
  CHECK_FALSE(Pattern::glob(many + "*?b").matches(text + "é"));
  CHECK_FALSE(confined("x" + many + "x:").matches("x" + text));
}

}  // namespace
}  // namespace cordon
