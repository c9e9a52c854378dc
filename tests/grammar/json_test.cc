// The JSON reader on texts that are well: the tree as one line, the spans, and the places inside of
// strings.
#include "grammar/json.h"

#include <fmt/format.h>

#include "doctest/doctest.h"
#include "tests/support/json_dump.h"

namespace cordon {
namespace {

using namespace std::literals;

struct Row {
  std::string_view text;
  std::string_view expected;
};

TEST_CASE("json: what is accepted") {
  constexpr Row kRows[] = {
      {"null", "null"},
      {"true", "true"},
      {"false", "false"},
      {" \t\r\n[ \t\r\n] \t\r\n", "[]"},
      {"{ }", "{}"},
      {"\uFEFF{}", "{}"},
      {"[1,\n2 ,3]", "[1, 2, 3]"},
      {"[[[]],{}]", "[[[]], {}]"},
      {"[null,true,false]", "[null, true, false]"},
      {"[{},[],\"\",0]", "[{}, [], \"\", 0]"},
      // Numbers keep their text.
      {"[0, -0, 0.0, -0.0, 1.0, 1.50]", "[0, -0, 0.0, -0.0, 1.0, 1.50]"},
      {"[1e3, 1E3, 1e+3, 1e-3, 0e0, 1.5E-07]", "[1e3, 1E3, 1e+3, 1e-3, 0e0, 1.5E-07]"},
      {"123456789012345678901234567890", "123456789012345678901234567890"},
      {"-1e99999999999", "-1e99999999999"},
      // Objects keep order and repeated names.
      {R"({"b":1,"a":2})", R"({"b": 1, "a": 2})"},
      {R"({"a":1,"a":2,"A":3})", R"({"a": 1, "a": 2, "A": 3})"},
      {R"({"":0})", R"({"": 0})"},
      {R"({"a":{"b":{"c":[{"d":null}]}}})", R"({"a": {"b": {"c": [{"d": null}]}}})"},
      // Strings.
      {R"("a \"b\" \\ \/ c")", R"("a \"b\" \\ / c")"},
      {R"("\b\f\n\r\t")", R"("\x08\x0c\x0a\x0d\x09")"},
      {R"("\u0041\u00e9\u00E9\u4e2d")", R"("Aéé中")"},
      {R"("\ud83d\ude00\uD83D\uDE00")", "\"\U0001F600\U0001F600\""},
      {R"("\uFFFF\uFFFE\uE000")", "\"\uFFFF\uFFFE\uE000\""},
      {R"("\u0000")", R"("\x00")"},
      {R"("\u001f\u0020")", R"("\x1f ")"},
      {R"({"\u0061":"\\u0061"})", R"({"a": "\\u0061"})"},
      {"\"Größe 中文 \U0001F600 \u2028\"", "\"Größe 中文 \U0001F600 \u2028\""},
      {"\"\177\u0080\"", "\"\177\u0080\""},
      {"\"\uFEFF\"", "\"\uFEFF\""},
      {R"("12345678")", R"("12345678")"},
      {R"("1234567\"901234567\\9")", R"("1234567\"901234567\\9")"},
  };
  for (const Row& row : kRows) {
    CAPTURE(row.text);
    CHECK(test::dump(read_json(test::source_of(row.text))) == row.expected);
  }
}

// A special byte at every distance from the start, from an 8-byte boundary and from the end.
TEST_CASE("json: strings of every length with every kind of special byte") {
  constexpr Row kSpecial[] = {
      {"", ""}, {R"(\n)", "\n"}, {"é", "é"}, {R"(\u00e9)", "é"}, {"\177", "\177"}};
  for (std::size_t before = 0; before < 20; ++before) {
    for (std::size_t behind = 0; behind < 20; ++behind) {
      for (const Row& special : kSpecial) {
        const std::string head(before, '!');
        const std::string tail(behind, '[');
        const std::string text = fmt::format("\"{}{}{}\"", head, special.text, tail);
        const JsonResult result = read_json(test::source_of(text));
        REQUIRE(result.root());
        CHECK(result.root()->text() == fmt::format("{}{}{}", head, special.expected, tail));
      }
    }
  }
}

TEST_CASE("json: every byte alone in a string") {
  for (int byte = 0; byte < 256; ++byte) {
    const std::string text = fmt::format("\"aaaaaaaaa{}a\"", static_cast<char>(byte));
    const bool well = byte >= 0x20 && byte < 0x80 && byte != '"' && byte != '\\';
    CAPTURE(byte);
    CHECK(read_json(test::source_of(text)).root().has_value() == well);
  }
}

TEST_CASE("json: strings without escapes are views into the source") {
  const SourcePtr source = test::source_of(R"(["plain", "Größe", "a\tb"])");
  const JsonResult result = read_json(source);
  std::string views;
  for (const JsonValue element : result.root()->elements()) {
    const char* text = element.text().data();
    const bool inside =
        text >= source->text().data() && text < source->text().data() + source->text().size();
    views += inside ? 'v' : 'c';
  }
  CHECK(views == "vvc");
}

TEST_CASE("json: spans") {
  const JsonResult result = read_json(test::source_of(R"({"a": [1, "b\n"], "c": {}, "d": null} )"));
  std::string spans;
  for (const Json::Node& node : result.tree->nodes()) {
    spans += fmt::format("{}-{} ", node.span.begin, node.span.end);
  }
  CHECK(spans == "0-37 1-4 6-16 7-8 10-15 18-21 23-25 27-30 32-36 ");
}

TEST_CASE("json: handles") {
  const JsonResult result =
      read_json(test::source_of(R"({"a": [1, {"x": 2}], "b": true, "a": false, "s": "t"})"));
  const JsonValue root = *result.root();
  CHECK(root.size() == 4);
  CHECK(root.find("a")->size() == 2);
  CHECK(root.find("b")->is_true());
  CHECK_FALSE(root.find("s")->is_true());
  CHECK_FALSE(root.find("x").has_value());
  CHECK_FALSE(root.find("a")->find("x").has_value());
  CHECK(root.find("s")->text() == "t");
  CHECK(root.find("s")->size() == 0);
  CHECK(root.elements().begin() == root.elements().end());
  CHECK(root.find("s")->members().begin() == root.find("s")->members().end());
  CHECK(describe(root.kind()) == "an object");
}

TEST_CASE("json: the tree keeps its source and its decoded strings alive") {
  JsonPtr tree = read_json(test::source_of(R"(["a\u0062c"])")).tree;
  CHECK(test::dump(JsonValue(*tree, 0)) == R"(["abc"])");
}

// `span_of` of the decoded bytes [begin, end) of the text's root.
struct PlaceRow {
  std::string_view text;
  std::size_t begin;
  std::size_t end;
  std::string_view expected;  // the source text at the place
};

TEST_CASE("json: places inside of strings") {
  constexpr PlaceRow kRows[] = {
      {R"("arn:aws:s3")", 4, 7, "aws"},
      {R"("abc")", 0, 3, "abc"},
      {R"("abc")", 1, 1, ""},
      {R"("abc")", 2, 99, "c"},
      {R"("")", 0, 0, ""},
      {R"("a\nb")", 1, 2, R"(\n)"},
      {R"("a\nb")", 2, 3, "b"},
      {R"("a\nb")", 0, 2, R"(a\n)"},
      {R"("\"\\\/\b")", 1, 3, R"(\\\/)"},
      {R"("a\u00e9b")", 1, 3, R"(\u00e9)"},
      {R"("a\u00e9b")", 3, 4, "b"},
      {R"("a\u00e9b")", 2, 3, R"(\u00e9)"},
      {R"("é\u00e9b")", 4, 5, "b"},
      {R"("\ud83d\ude00x")", 0, 4, R"(\ud83d\ude00)"},
      {R"("\ud83d\ude00x")", 4, 5, "x"},
      {R"("\ud83d\ude00x")", 3, 5, R"(\ud83d\ude00x)"},
      {R"("\u4e2d${aws:x}")", 3, 11, "${aws:x}"},
      {R"("a\u0000b")", 2, 3, "b"},
      {"123", 1, 2, "2"},
      {"true", 0, 4, "true"},
  };
  for (const PlaceRow& row : kRows) {
    CAPTURE(row.text);
    CAPTURE(row.begin);
    const JsonResult result = read_json(test::source_of(row.text));
    const Span span = result.root()->span_of(row.begin, row.end);
    CHECK(result.tree->source()->text(span) == row.expected);
  }
}

TEST_CASE("json: an empty place stands where its text would stand") {
  const auto place = [](std::string_view text, std::size_t at) {
    return read_json(test::source_of(text)).root()->span_of(at, at).begin;
  };
  CHECK(place(R"("a\nb")", 0) == 1);
  CHECK(place(R"("a\nb")", 1) == 2);
  CHECK(place(R"("a\nb")", 2) == 4);
  CHECK(place(R"("a\nb")", 3) == 5);
}

}  // namespace
}  // namespace cordon
