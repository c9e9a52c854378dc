#include "rules/coverage/redundant_entries.h"

#include <fmt/format.h>

#include <chrono>
#include <string>
#include <vector>

#include "doctest/doctest.h"

namespace cordon {
namespace {

std::string dump(const std::vector<std::string>& texts) {
  std::string text;
  for (const rules::RedundantGroup& group : rules::redundant_groups(texts).groups) {
    text += text.empty() ? "" : " | ";
    for (const auto& entry : group.entries) {
      text += fmt::format("{}<{} ", entry.covered, entry.by);
    }
  }
  return text;
}

TEST_CASE("redundant entries: what covers what, by groups") {
  struct Row {
    std::vector<std::string> texts;
    std::string_view expected;  // covered<by
  };
  const Row rows[] = {
      {{}, ""},
      {{"a"}, ""},
      {{"a", "b"}, ""},
      {{"a", "a"}, "1<0 "},
      {{"a", "b", "a", "a"}, "2<0 3<0 "},
      {{"a", "a*"}, "0<1 "},
      {{"a*", "ab", "c*", "cd"}, "1<0  | 3<2 "},
      {{"ab", "a*", "*"}, "0<2 1<2 "},
      {{"ab*", "a*", "abc"}, "0<1 2<1 "},
      {{"a*", "*b"}, ""},
      {{"a*", "*b", "ab"}, "2<1 "},
      {{"a*", "a**"}, "1<0 "},
      {{"a**", "a*"}, "1<0 "},
      {{"a?", "ab"}, "1<0 "},
      {{"*", "*", "x"}, "1<0 2<0 "},
      {{"arn:aws:logs:*:*:/aws/x*", "arn:aws:logs:*:*:log-group:/aws/x*"}, "1<0 "},
  };
  for (const Row& row : rows) {
    CAPTURE(fmt::format("{}", fmt::join(row.texts, " ")));
    CHECK(dump(row.texts) == row.expected);
  }
}

TEST_CASE("redundant entries: long lists end in bounded time") {
  std::vector<std::string> texts;
  for (int i = 0; i < 50'000; ++i) texts.push_back(fmt::format("s3:*x{}y*", i));
  const auto before = std::chrono::steady_clock::now();
  const rules::RedundantGroups found = rules::redundant_groups(texts);
  CHECK(found.groups.empty());
  CHECK_FALSE(found.complete);
  CHECK(std::chrono::steady_clock::now() - before < std::chrono::seconds(3));
  CHECK(rules::redundant_groups(std::vector<std::string>{"s3:*", "s3:Get*"}).complete);
  texts.emplace_back("s3:*x1y*");  // equal texts are found in any list
  CHECK(dump(texts) == "50000<1 ");
}

}  // namespace
}  // namespace cordon
