// Lines of a table as one text each, and what is said of those that can't be read.

#include "grammar/csv.h"

#include <fmt/format.h>

#include <memory>

#include "doctest/doctest.h"

namespace cordon {
namespace {

// `[a|b]` a row; below the rows `line:column: message`, a line each.
std::string read(std::string_view text) {
  Diagnostics diagnostics;
  CsvReader reader(std::make_shared<Source>("t.csv", std::string(text)), diagnostics);
  std::string dump;
  for (CsvRow row; reader.next(row);) {
    std::vector<std::string> cells;
    for (const CsvCell& cell : row.cells) cells.push_back(cell.text);
    dump += fmt::format("[{}]", fmt::join(cells, "|"));
  }
  for (const Diagnostic& one : diagnostics) {
    const Position at = one.source->position(one.span.begin);
    dump += fmt::format("\n{}:{}: {}", at.line, at.column, one.message.substr(0, 40));
  }
  return dump;
}

TEST_CASE("rows of comma-separated values") {
  struct Row {
    std::string_view text, expected;
  };
  const Row rows[] = {
      {"", ""},
      {"\n\r\n", ""},
      {"a", "[a]"},
      {"a\n", "[a]"},
      {"a,b\r\nc,d\r\n", "[a|b][c|d]"},
      {"\xEF\xBB\xBF"
       "a,b",
       "[a|b]"},
      {",", "[|]"},
      {"a,,\n", "[a||]"},
      {" a , b", "[ a | b]"},
      {R"("a,b",c)", "[a,b|c]"},
      {R"("say ""hi""",c)", R"([say "hi"|c])"},
      {R"("","")", "[|]"},
      {R"("""")", R"(["])"},
      {R"(a"b,c)", R"([a"b|c])"},
      {"a\n\nb", "[a][b]"},
      {"é,ü", "[é|ü]"},
      {"\"a\nb,c", "[b|c]\n1:1: this quote is not closed on its line: th"},
      {"x,\"a\"b,c\nd", "[d]\n1:6: expected a comma behind the quoted field"},
      {"a\xff"
       "b\nc",
       "[c]\n1:2: this is no UTF-8: the line is not read"},
      {"\"", "\n1:1: this quote is not closed on its line: th"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.text);
    CHECK(read(row.text) == row.expected);
  }
}

TEST_CASE("a line without end costs no more than its length") {
  // NOLINTNEXTLINE(bugprone-string-constructor): a line too long to be read is what is meant.
  const std::string long_line = std::string(10'000'000, 'a') + "\nb,c\n";
  CHECK(read(long_line) == "[b|c]\n1:1: this line has 10000000 bytes, the limit ");
  // NOLINTNEXTLINE(bugprone-string-constructor): as long as the longest line is what is meant.
  const std::string commas(CsvReader::kLongestLine, ',');
  CHECK(read(commas + "\n").size() == CsvReader::kLongestLine + 2);
}

TEST_CASE("a cell's place has its quotes") {
  Diagnostics diagnostics;
  const auto source = std::make_shared<Source>("t.csv", R"(a,"b ""c""",d)");
  CsvReader reader(source, diagnostics);
  CsvRow row;
  REQUIRE(reader.next(row));
  REQUIRE(row.cells.size() == 3);
  CHECK(source->text(row.cells[1].span) == R"("b ""c""")");
  CHECK(source->text(row.cells[2].span) == "d");
}

}  // namespace
}  // namespace cordon
