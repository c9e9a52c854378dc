// Lines, columns and places of a Source.
#include "grammar/source.h"

#include <fmt/format.h>

#include "doctest/doctest.h"
#include "tests/support/json_dump.h"

namespace cordon {
namespace {

std::string at(std::string_view text, std::uint32_t offset) {
  const Position position = test::source_of(text)->position(offset);
  return fmt::format("{}:{}", position.line, position.column);
}

TEST_CASE("source: positions") {
  struct Row {
    std::string_view text;
    std::uint32_t offset;
    std::string_view expected;
  };
  constexpr Row kRows[] = {
      {"", 0, "1:1"},          {"", 7, "1:1"},
      {"abc", 2, "1:3"},       {"abc", 3, "1:4"},
      {"abc", 99, "1:4"},      {"a\nb", 1, "1:2"},
      {"a\nb", 2, "2:1"},      {"a\n", 2, "2:1"},
      {"\n\n", 1, "2:1"},      {"a\r\nb", 1, "1:2"},
      {"a\r\nb", 2, "1:2"},                         // the CR is no column
      {"a\r\nb", 3, "2:1"},    {"a\rb", 2, "1:3"},  // a CR alone ends no line
      {"\r\n", 1, "1:1"},      {"äöü!", 6, "1:4"},
      {"中文!", 6, "1:3"},     {"\U0001F600!", 4, "1:2"},
      {"x\nä!", 4, "2:2"},     {"\uFEFFa", 0, "1:1"},
      {"\uFEFFa", 3, "1:1"},   {"\uFEFFa", 4, "1:2"},
      {"\uFEFF\na", 4, "2:1"}, {"a\uFEFFb", 4, "1:3"},
      {"\377\377x", 2, "1:3"},
  };
  for (const Row& row : kRows) {
    CAPTURE(row.text);
    CAPTURE(row.offset);
    CHECK(at(row.text, row.offset) == row.expected);
  }
}

TEST_CASE("source: columns of a long line are those counted from its start") {
  std::string text = "\uFEFF{\r\n";
  while (text.size() < std::size_t{3} * 4096)
    text += text.size() % 7 == 0 ? "\u00E4" : "\U0001F511x";
  text += "\r\nend";
  const Source source("f", text);
  std::uint32_t column = 0;
  for (std::uint32_t i = 6; i < text.size() - 5; ++i) {
    if ((static_cast<unsigned char>(text[i]) & 0xC0U) != 0x80U) ++column;
    const Position expected{.line = 2, .column = column};
    // Inside of a code point the column is already the next one's.
    const bool inside = (static_cast<unsigned char>(text[i]) & 0xC0U) == 0x80U;
    if (!inside && source.position(i) != expected) FAIL_CHECK(i);
  }
  CHECK(source.position(static_cast<std::uint32_t>(text.size() - 5)) ==
        source.position(static_cast<std::uint32_t>(text.size() - 4)));
  CHECK(source.position(static_cast<std::uint32_t>(text.size())) ==
        Position{.line = 3, .column = 4});
}

TEST_CASE("source: lines without their ends") {
  const SourcePtr source = test::source_of("\uFEFFone\r\ntwo\n\nfour\r");
  CHECK(source->line(0).empty());
  CHECK(source->line(1) == "one");
  CHECK(source->line(2) == "two");
  CHECK(source->line(3).empty());
  CHECK(source->line(4) == "four\r");
  CHECK(source->line(5).empty());
  CHECK(test::source_of("")->line(1).empty());
  CHECK(test::source_of("a\n")->line(2).empty());

  const Source part("stream", "seven\neight", std::nullopt, 7);
  CHECK(part.line(6).empty());
  CHECK(part.line(7) == "seven");
  CHECK(part.line(8) == "eight");
  CHECK(part.line(9).empty());
  CHECK(place(part, 8) == "stream:8:3");
}

TEST_CASE("source: the text of a span is cut to the source") {
  const SourcePtr source = test::source_of("abc");
  CHECK(source->text({.begin = 1, .end = 2}) == "b");
  CHECK(source->text({.begin = 1, .end = 99}) == "bc");
  CHECK(source->text({.begin = 50, .end = 99}).empty());
  CHECK(source->text({.begin = 2, .end = 1}).empty());
}

TEST_CASE("source: a place as compilers write it") {
  CHECK(place(Source("dir/p.json", "{\n x"), 3) == "dir/p.json:2:2");
}

}  // namespace
}  // namespace cordon
