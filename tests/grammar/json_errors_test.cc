// Every message of the JSON reader: the exact place, what was expected, what stood there, and the
// help.
#include "doctest/doctest.h"
#include "grammar/json.h"
#include "tests/support/json_dump.h"

namespace cordon {
namespace {

using namespace std::literals;

struct Row {
  std::string_view text;
  std::string_view expected;
};

template <std::size_t kCount>
void check(const Row (&rows)[kCount]) {
  for (const Row& row : rows) {
    CAPTURE(test::escaped(row.text));
    const JsonResult result = read_json(test::source_of(row.text));
    CHECK(result.tree->empty());
    CHECK(test::lines(result.diagnostics) == row.expected);
  }
}

TEST_CASE("json errors: structure") {
  constexpr Row kRows[] = {
      {"", "1:1: error: expected a value, found end of file (the file is empty)"},
      {" \n ", "2:2: error: expected a value, found end of file (the file is empty)"},
      {"\uFEFF", "1:1: error: expected a value, found end of file (the file is empty)"},
      {"{",
       "1:2: error: expected a member's name in double quotes or `}`, found end of file (the `{` "
       "at 1:1 is not closed)"},
      {"{\n  \"a\": 1,\n",
       "3:1: error: expected a member's name in double quotes after `,`, found end of file (the "
       "`{` at 1:1 is not closed)"},
      {"[",
       "1:2: error: expected a value or `]`, found end of file (the `[` at 1:1 is not closed)"},
      {"[1",
       "1:3: error: expected `,` or `]` after this element, found end of file (the `[` at 1:1 is "
       "not closed)"},
      {"[1,",
       "1:4: error: expected a value after `,`, found end of file (the `[` at 1:1 is not closed)"},
      {"[1,]",
       "1:4: error: expected a value after `,`, found `]` (remove the comma before `]`: JSON has "
       "no trailing commas)"},
      {"[,1]", "1:2: error: expected a value or `]`, found `,`"},
      {"[1 2]",
       "1:4: error: expected `,` or `]` after this element, found `2` (a comma is missing before "
       "it)"},
      {"[1}",
       "1:3: error: expected `,` or `]` after this element, found `}` (close the array with `]` "
       "first)"},
      {R"({"a":1,})",
       "1:8: error: expected a member's name in double quotes after `,`, found `}` (remove the "
       "comma before `}`: JSON has no trailing commas)"},
      {"{,}", "1:2: error: expected a member's name in double quotes or `}`, found `,`"},
      {R"({"a":1 "b":2})",
       R"(1:8: error: expected `,` or `}` after this member, found `"b"` (a comma is missing before it))"},
      {R"({"a":1])",
       "1:7: error: expected `,` or `}` after this member, found `]` (close the object with `}` "
       "first)"},
      {"{a:1}",
       "1:2: error: expected a member's name in double quotes or `}`, found `a` (put the name in "
       "double quotes)"},
      {"{'a':1}",
       "1:2: error: expected a member's name in double quotes or `}`, found `'` (JSON strings "
       "stand in double quotes)"},
      {R"({"a" 1})", "1:6: error: expected `:` after the member's name, found `1`"},
      {R"({"a"=1})", "1:5: error: expected `:` after the member's name, found `=`"},
      {R"({"a"})", "1:5: error: expected `:` after the member's name, found `}`"},
      {R"({"a":})", "1:6: error: expected a value after `:`, found `}`"},
      {R"({"a":,)", "1:6: error: expected a value after `:`, found `,`"},
      {"{1:2}",
       "1:2: error: expected a member's name in double quotes or `}`, found `1` (put the name in "
       "double quotes)"},
      {R"({"a":1,b:2})",
       "1:8: error: expected a member's name in double quotes after `,`, found `b` (put the name "
       "in double quotes)"},
      {"'x'", "1:1: error: expected a value, found `'` (JSON strings stand in double quotes)"},
      {R"({"a":true"b":1})",
       R"(1:10: error: expected `,` or `}` after this member, found `"b"` (a comma is missing before it))"},
      {"[1, // c\n2]",
       "1:5: error: expected a value after `,`, found `/` (JSON has no comments: remove it)"},
      {"[1 /* c */]",
       "1:4: error: expected `,` or `]` after this element, found `/` (JSON has no comments: "
       "remove it)"},
      {"# x\n{}", "1:1: error: expected a value, found `#` (JSON has no comments: remove it)"},
      {"{\"a\":1 // x\n}",
       "1:8: error: expected `,` or `}` after this member, found `/` (JSON has no comments: remove "
       "it)"},
      {"[true false]",
       "1:7: error: expected `,` or `]` after this element, found `false` (a comma is missing "
       "before it)"},
      {"{} {}",
       "1:4: error: expected end of file after the value, found `{` (a file holds one JSON value)"},
      {"{}}",
       "1:3: error: expected end of file after the value, found `}` (this bracket closes nothing: "
       "remove it)"},
      {"[]]",
       "1:3: error: expected end of file after the value, found `]` (this bracket closes nothing: "
       "remove it)"},
      {"1 2",
       "1:3: error: expected end of file after the value, found `2` (a file holds one JSON value)"},
      {"{},",
       "1:3: error: expected end of file after the value, found `,` (a file holds one JSON value)"},
      {R"({"a": "x" "y"})",
       R"(1:11: error: expected `,` or `}` after this member, found `"y"` (a comma is missing before it))"},
      {"[\"x\"\n\"y\"]",
       R"(2:1: error: expected `,` or `]` after this element, found `"y"` (a comma is missing before it))"},
      {R"({"a":1;"b":2})", "1:7: error: expected `,` or `}` after this member, found `;`"},
      {"[1,,2]", "1:4: error: expected a value after `,`, found `,`"},
      {R"({"a":1,,})",
       "1:8: error: expected a member's name in double quotes after `,`, found `,`"},
      {R"({"a":: 1})", "1:6: error: expected a value after `:`, found `:`"},
      {"/", "1:1: error: expected a value, found `/`"},
      {"*", "1:1: error: expected a value, found `*`"},
      {"<html>", "1:1: error: expected a value, found `<`"},
      {R"(["中" x])",
       "1:6: error: expected `,` or `]` after this element, found `x` (a comma is missing before "
       "it)"},
  };
  check(kRows);
}

TEST_CASE("json errors: numbers and words") {
  constexpr Row kRows[] = {
      {"nul", "1:1: error: expected a value, found `nul` (put text in double quotes)"},
      {"[1:2]",
       "1:3: error: expected `,` or `]` after this element, found `:` (put text in double quotes)"},
      {R"({"Version": 2012-10-17})",
       "1:17: error: expected `,` or `}` after this member, found `-` (put text in double quotes)"},
      {"[10:30]",
       "1:4: error: expected `,` or `]` after this element, found `:` (put text in double quotes)"},
      {"[true-x]",
       "1:6: error: expected `,` or `]` after this element, found `-` (put text in double quotes)"},
      {"NaN", "1:1: error: expected a value, found `NaN` (JSON has no NaN and no infinity)"},
      {"[-Infinity]",
       "1:3: error: expected a digit after `-`, found `Infinity` (JSON has no NaN and no "
       "infinity)"},
      {"[Infinity]",
       "1:2: error: expected a value or `]`, found `Infinity` (JSON has no NaN and no infinity)"},
      {"True", "1:1: error: expected a value, found `True` (JSON writes `true`)"},
      {"[None]", "1:2: error: expected a value or `]`, found `None` (JSON writes `null`)"},
      {"undefined", "1:1: error: expected a value, found `undefined` (JSON writes `null`)"},
      {"[abc]", "1:2: error: expected a value or `]`, found `abc` (put text in double quotes)"},
      {"+1", "1:1: error: expected a value, found `+` (a number has no plus sign: remove it)"},
      {".5",
       "1:1: error: expected a value, found `.` (a number starts with a digit: write `0.5`, not "
       "`.5`)"},
      {"1.", "1:3: error: expected a digit after the decimal point, found end of file"},
      {"1.e3", "1:3: error: expected a digit after the decimal point, found `e3`"},
      {"1e", "1:3: error: expected a digit in the exponent, found end of file"},
      {"1e+", "1:4: error: expected a digit in the exponent, found end of file"},
      {"-", "1:2: error: expected a digit after `-`, found end of file"},
      {"-a", "1:2: error: expected a digit after `-`, found `a`"},
      {"01",
       "1:2: error: expected no digit after a leading `0`, found `1` (remove the leading zero; an "
       "account id goes in double quotes)"},
      {"[-01]",
       "1:4: error: expected no digit after a leading `0`, found `1` (remove the leading zero; an "
       "account id goes in double quotes)"},
      {"0x10",
       "1:2: error: expected end of file after the value, found `x10` (put text in double quotes)"},
      {"1.2.3",
       "1:4: error: expected end of file after the value, found `.` (put text in double quotes)"},
      {"1a",
       "1:2: error: expected end of file after the value, found `a` (put text in double quotes)"},
      {"truex", "1:1: error: expected a value, found `truex` (put text in double quotes)"},
      {"[1.0.]",
       "1:5: error: expected `,` or `]` after this element, found `.` (put text in double quotes)"},
      {"Statement: x",
       "1:1: error: expected a value, found `Statement` (put text in double quotes)"},
      {"tru", "1:1: error: expected a value, found `tru` (put text in double quotes)"},
      {"[nulL]", "1:2: error: expected a value or `]`, found `nulL` (put text in double quotes)"},
  };
  check(kRows);
}

TEST_CASE("json errors: strings") {
  constexpr Row kRows[] = {
      {R"("abc)",
       R"(1:5: error: expected `"` at the end of this string, found end of file (the string starts at 1:1))"},
      {"[\"abc\n",
       R"(1:6: error: expected `"` at the end of this string, found a line break (write `\n` for a line break inside a string))"},
      {"\"a\tb\"", R"(1:3: error: expected an escape for this tab inside a string (write `\t`))"},
      {"\"a\001b\"",
       R"(1:3: error: expected an escape for U+0001 inside a string (write `\u0001`))"},
      {R"("\x41")",
       R"(1:2: error: unknown escape `\x` in a string (JSON has \" \\ \/ \b \f \n \r \t and \uXXXX; a backslash itself is `\\`))"},
      {R"("\)", R"(1:3: error: expected an escape after `\`, found end of file)"},
      {R"("\u12G4")", R"(1:6: error: expected four hexadecimal digits after `\u`, found `G`)"},
      {R"("\u12)", R"(1:6: error: expected four hexadecimal digits after `\u`, found end of file)"},
      {R"("\ud800")",
       R"(1:2: error: `\ud800` is the first half of a surrogate pair without the second)"},
      {R"("\udc00 ")",
       R"(1:2: error: `\udc00` is the second half of a surrogate pair without the first)"},
      {R"("\ud800\u0041")",
       R"(1:2: error: `\ud800` is the first half of a surrogate pair without the second)"},
      {R"("\ud800\n")",
       R"(1:2: error: `\ud800` is the first half of a surrogate pair without the second)"},
      {R"("\é")",
       R"(1:2: error: unknown escape `\é` in a string (JSON has \" \\ \/ \b \f \n \r \t and \uXXXX; a backslash itself is `\\`))"},
      {"\"\\\n\"", R"(1:3: error: expected an escape after `\`, found a line break)"},
      {R"(["abc\"])",
       R"(1:9: error: expected `"` at the end of this string, found end of file (the string starts at 1:2))"},
      {R"("中)",
       R"(1:3: error: expected `"` at the end of this string, found end of file (the string starts at 1:1))"},
  };
  check(kRows);
}

TEST_CASE("json errors: bytes and look-alikes") {
  constexpr Row kRows[] = {
      {"\"\377\"", "1:2: error: expected UTF-8, found byte 0xFF (save the file as UTF-8)"},
      {"\377", "1:1: error: expected a value, found byte 0xFF"},
      {"\"\300\257\"", "1:2: error: expected UTF-8, found byte 0xC0 (save the file as UTF-8)"},
      {"\"\355\240\200\"", "1:2: error: expected UTF-8, found byte 0xED (save the file as UTF-8)"},
      {"\"\364\220\200\200\"",
       "1:2: error: expected UTF-8, found byte 0xF4 (save the file as UTF-8)"},
      {"\"a\303", "1:3: error: expected UTF-8, found byte 0xC3 (save the file as UTF-8)"},
      {"[“x”]",
       R"(1:2: error: expected a value or `]`, found `“` (use the plain double quote `"`))"},
      {"{\u00A0}",
       "1:2: error: expected a member's name in double quotes or `}`, found U+00A0 (this is a "
       "no-break space: use a plain space)"},
      {"\377\376{\000}\000"sv,
       "1:1: error: expected a value, found byte 0xFF (the text seems to be UTF-16: save it as "
       "UTF-8)"},
      {"{\000}"sv, "1:2: error: expected a member's name in double quotes or `}`, found U+0000"},
      {"[1\uFEFF]",
       "1:3: error: expected `,` or `]` after this element, found U+FEFF (a byte order mark may "
       "stand at the very start only: remove it)"},
      {"\014{}", "1:1: error: expected a value, found U+000C"},
  };
  check(kRows);
}

std::string nested(std::size_t levels, std::string_view open, std::string_view close) {
  std::string text;
  for (std::size_t i = 0; i < levels; ++i) text += open;
  for (std::size_t i = 0; i < levels; ++i) text += close;
  return text;
}

std::string read(std::string_view text, const ReadLimits& limits) {
  return test::dump(read_json(test::source_of(text), limits));
}

TEST_CASE("json errors: nesting") {
  constexpr std::string_view kTooDeep =
      "1:65: error: arrays and objects are nested deeper than 64 levels";
  CHECK(read(nested(100'000, "[", ""), {}) == kTooDeep);
  CHECK(read(nested(65, "[", "]"), {}) == kTooDeep);
  CHECK(read(nested(64, "[", "]"), {}) == nested(64, "[", "]"));
  CHECK(read(nested(100'000, "{\"a\":", "}"), {}) ==
        "1:321: error: arrays and objects are nested deeper than 64 levels");
  CHECK(read("[[]]", {.max_depth = 1}) ==
        "1:2: error: arrays and objects are nested deeper than 1 levels");
  CHECK(read("[[], [], {}]", {.max_depth = 2}) == "[[], [], {}]");
}

TEST_CASE("json errors: nesting stays bounded whatever the caller's limit") {
  const ReadLimits limits{.max_depth = UINT32_MAX};
  CHECK(read(nested(256, "[", "]"), limits) == nested(256, "[", "]"));
  CHECK(read(nested(100'000, "[", ""), limits) ==
        "1:257: error: arrays and objects are nested deeper than 256 levels");
}

TEST_CASE("json errors: sizes") {
  CHECK(read("[1]", {.max_bytes = 3}) == "[1]");
  CHECK(read("[1]", {.max_bytes = 2}) == "1:1: error: the text has 3 bytes, the limit is 2");
  CHECK(read("[1,2]", {.max_values = 3}) == "[1, 2]");
  CHECK(read("[1,2]", {.max_values = 2}) == "1:4: error: more than 2 values");
  CHECK(read("{}", {.max_values = 0}) == "1:1: error: more than 0 values");
}

TEST_CASE("json errors: columns count characters, lines end at LF and CRLF") {
  constexpr Row kRows[] = {
      {"{\r\n\"a\": x}",
       "2:6: error: expected a value after `:`, found `x` (put text in double quotes)"},
      {"{\"Gr\u00F6\u00DFe \U0001F600\": x}",
       "1:13: error: expected a value after `:`, found `x` (put text in double quotes)"},
      {"\uFEFF[x]", "1:2: error: expected a value or `]`, found `x` (put text in double quotes)"},
      {"[\r\n\r\n1,\r\n]",
       "4:1: error: expected a value after `,`, found `]` (remove the comma before `]`: JSON has "
       "no trailing commas)"},
      {"\"a\r\n\"",
       R"(1:3: error: expected `"` at the end of this string, found a line break (write `\n` for a line break inside a string))"},
  };
  check(kRows);
}

}  // namespace
}  // namespace cordon
