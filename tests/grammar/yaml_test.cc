// The YAML reader: the same tree as JSON, the places of values and inside of scalars, and every
// message.
#include "grammar/yaml.h"

#include <fmt/format.h>

#include "doctest/doctest.h"
#include "tests/support/json_dump.h"

namespace cordon {
namespace {

struct Row {
  std::string_view text;
  std::string_view expected;
};

JsonResult read(std::string_view text, const ReadLimits& limits = {}) {
  return read_yaml(test::source_of(text), limits);
}

template <std::size_t kCount>
void check(const Row (&rows)[kCount]) {
  for (const Row& row : rows) {
    CAPTURE(test::escaped(row.text));
    CHECK(test::dump(read(row.text)) == row.expected);
  }
}

TEST_CASE("yaml: what is read") {
  constexpr Row kRows[] = {
      {"? a\n? !!str b\n?\n  c\n? d\n: 1\n", R"({"a": null, "b": null, "c": null, "d": 1})"},
      {"![/3]", R"(["/3"])"},
      {"a: 1\nb:\n  - x\n  - y\nc:\nd: ~\n", R"({"a": 1, "b": ["x", "y"], "c": null, "d": null})"},
      {"a: !!str 12\nb: ! foo\n", R"({"a": "12", "b": "foo"})"},
      {"- [a, b: c, {d, e: }, ]\n", R"([["a", {"b": "c"}, {"d": null, "e": null}]])"},
      {"a: |\n  one\n  two\n\nb: >-\n  x\n  y\n", R"({"a": "one\x0atwo\x0a", "b": "x y"})"},
      {"? a\n: b\n", R"({"a": "b"})"},
      {"a: 'it''s'\nb: \"x\\u00e9\\n\"\n", R"({"a": "it's", "b": "xé\x0a"})"},
      {"a:\r\n  b\r\n  c\r\nd: 1\r\n", R"({"a": "b c", "d": 1})"},
      {"- - - x\n  - y\n", R"([[["x"], "y"]])"},
      {"%YAML 1.2\n---\na\n", R"("a")"},
      {"é: 中\nb: x\n", R"({"é": "中", "b": "x"})"},
      {R"(a: "\x41\U0001F600")", "{\"a\": \"A\U0001F600\"}"},
      {R"("<<": 1)", R"({"<<": 1})"},
      {"a: !!str ~\nb: !!str\nc: \"\"\n", R"({"a": "~", "b": "", "c": ""})"},
      {"!!map {a: 1}", R"({"a": 1})"},
      {"a: !!int 5\nb: !!null\nc: !!bool True\nd: !!float 1.5",
       R"({"a": 5, "b": null, "c": true, "d": 1.5})"},
      {"a: 2012-10-17\nb: 1.5e3\n", R"({"a": "2012-10-17", "b": 1.5e3})"},
      {"--- |\n foo\n", R"("foo\x0a")"},
      {"a: \"b\n   c\"\n", R"({"a": "b c"})"},
      {"a: !<tag:yaml.org,2002:str> x\n", R"({"a": "x"})"},
      {"a: |2\n   x\n", R"({"a": " x\x0a"})"},
      {"x: [\n  1,\n  2\n]\ny: {\n}\n", R"({"x": [1, 2], "y": {}})"},
      {"- # c\n  x\n-\n  - z\n", R"(["x", ["z"]])"},
      {"a: plain\n  multi\n\n  para\nb: 1", R"({"a": "plain multi\x0apara", "b": 1})"},
      {"a: |+\n  x\n\n\nb: 1\n", R"({"a": "x\x0a\x0a\x0a", "b": 1})"},
      {"...\n", "null"},
      {"-\n-\n", "[null, null]"},
      {"true: yes\n12: no\nnull2: on\n", R"({"true": "yes", "12": "no", "null2": "on"})"},
      {R"([true, True, TRUE, false, tRUE, yes, null, Null, ~, nUll, '', "null"])",
       R"([true, true, true, false, "tRUE", "yes", null, null, null, "nUll", "", "null"])"},
      {"[1, -1, +1, 01, 1., .5, 1e3, 1e+3, 0x1F, 0o17, 0b1, 1_000, .inf, -.inf, .nan, 1.2.3, 1e, "
       "-, ., 12:30]",
       R"([1, -1, +1, 01, 1., .5, 1e3, 1e+3, 0x1F, 0o17, "0b1", "1_000", .inf, -.inf, .nan, "1.2.3", "1e", "-", ".", "12:30"])"},
      {"- 2024-05-01T12:00:00Z\n- 111122223333\n- 012345678901\n",
       R"(["2024-05-01T12:00:00Z", 111122223333, 012345678901])"},
      {"{a: 1, a: 2, b: 3}", R"({"a": 1, "a": 2, "b": 3})"},
      {"a: 1\na: 2\n", R"({"a": 1, "a": 2})"},
      {R"({"a": 1, 'b': [true, null, "x"]})", R"({"a": 1, "b": [true, null, "x"]})"},
      {"a:\nnullable: 1\n", R"({"a": null, "nullable": 1})"},
      {"a: >\n  folded\n  text\n\n  para\n    more\n  end\n",
       R"({"a": "folded text\x0apara\x0a  more\x0aend\x0a"})"},
      {"a: |-\n  {\"x\":\n    1}\n", R"({"a": "{\"x\":\x0a  1}"})"},
      {"k: v # c\n#d\n", R"({"k": "v"})"},
      {"a: 'b\n  c'", R"({"a": "b c"})"},
      {"- a\n - b\n", R"(["a - b"])"},
      {"- a\n  - b\n", R"(["a - b"])"},
      {"a:  b  \n", R"({"a": "b"})"},
      {"--- a\n", R"("a")"},
      {"a: !!str\n", R"({"a": ""})"},
      {"- ? a\n", R"([{"a": null}])"},
      {"- ? a\n  : b\n", R"([{"a": "b"}])"},
      {"[? a : b]", R"([{"a": "b"}])"},
      {"[a b: c d, {}]", R"([{"a b": "c d"}, {}])"},
  };
  check(kRows);
}

TEST_CASE("yaml: what is refused") {
  constexpr Row kRows[] = {
      // yaml-cpp takes the last line for a key.
      {"a: 1\nfoo\n",
       "2:4: error: expected `:` after this key, found a line break (a blank follows the colon)"},
      {"a: |\n  b\n~ c",
       "3:4: error: expected `:` after this key, found end of file (a blank follows the colon)"},
      {"c: !foo bar\n",
       "1:4: error: unknown tag `!foo` (only the core tags such as `!!str` are read)"},
      {"a: &x 1\nb: 2\n",
       "1:4: error: anchors and aliases are not supported (write the value out at each place)"},
      {"a: *x\n",
       "1:4: error: anchors and aliases are not supported (write the value out at each place)"},
      {"a:\nnull: 1\n",
       "2:1: error: expected a name before `:`, found `null` (put the name in quotes)"},
      {"", "1:1: error: expected a value, found end of file (the file is empty)"},
      {" \n", "2:1: error: expected a value, found end of file (the file is empty)"},
      {"# c\n", "2:1: error: expected a value, found end of file (the file is empty)"},
      {"---\n...\n---\nb\n",
       "3:1: error: expected end of file, found a second document (a file holds one document)"},
      {"a:\n\tb: 1\n",
       "2:3: error: `:` can't stand here (indent with spaces: YAML takes no tabs there)"},
      {"\tb: 1\n",
       "1:3: error: `:` can't stand here (indent with spaces: YAML takes no tabs there)"},
      {"a: b: c",
       "1:5: error: `:` can't stand here (put text that has `: ` in it in quotes, or check the "
       "indentation)"},
      {"[1, 2",
       "1:6: error: expected `,` or `]` in this list, found end of file (the `[` at 1:1 is not "
       "closed)"},
      {"{a: 1",
       "1:6: error: expected `,` or `}` in this mapping, found end of file (the `{` at 1:1 is not "
       "closed)"},
      {"[1, 2\n]\n}", "3:1: error: `}` closes nothing (remove it)"},
      {R"(a: "x)", "1:6: error: expected the closing quote, found end of file"},
      {"a: 'x\n", "1:4: error: this quote is not closed"},
      {"a: 'x", "1:6: error: expected the closing quote, found end of file"},
      {"{a: 1}\n{b: 2}",
       "2:1: error: expected end of file after the value, found `{` (check the indentation; after "
       "a quoted key write `: ` with a blank)"},
      {"%YAML 2.0\n---\na\n", "1:1: error: YAML major version too large"},
      {R"(a: "\ud83d\ude00")",
       R"(1:11: error: this escape is no character (write a character beyond U+FFFF as `\UXXXXXXXX`))"},
      {R"(a: "\q")",
       R"(1:7: error: unknown escape in double quotes (a backslash itself is `\\`; in single quotes it needs no escape))"},
      {R"(a: "\xzz")", "1:9: error: expected hexadecimal digits in this escape"},
      {"a: `x`", "1:4: error: ``` can't start a value (put it in quotes)"},
      {"a: @x", "1:4: error: `@` can't start a value (put it in quotes)"},
      {"<<: {a: 1}\n",
       "1:1: error: merge keys (`<<`) are not supported (write the value out at each place)"},
      {"!!seq {a: 1}",
       "1:1: error: unknown tag `!!seq` (only the core tags such as `!!str` are read)"},
      {"!!int x", "1:7: error: this value is no `!!int` (correct the value or remove the tag)"},
      {"a\004 b: c",
       "1:2: error: U+0004 can't stand in YAML (write it as an escape in double quotes)"},
      {"a: b\001",
       "1:5: error: U+0001 can't stand in YAML (write it as an escape in double quotes)"},
      {"a: b\rc",
       "1:5: error: U+000D can't stand in YAML (write it as an escape in double quotes)"},
      {"a: \377", "1:4: error: expected UTF-8, found byte 0xFF (save the file as UTF-8)"},
      {"? - x\n: 1\n", "1:3: error: expected a name before `:`, found an array"},
      {"{[a]: 1}", "1:2: error: expected a name before `:`, found an array"},
      {"{a: b}: c", "1:1: error: expected a name before `:`, found an object"},
      {"- &a\n- 1\n",
       "1:3: error: anchors and aliases are not supported (write the value out at each place)"},
      {"a: !!binary x\n",
       "1:4: error: unknown tag `!!binary` (only the core tags such as `!!str` are read)"},
      {"a: !<x:y> x",
       "1:4: error: unknown tag `!<x:y>` (only the core tags such as `!!str` are read)"},
      {"\uFEFFa: x: y\n",
       "1:5: error: `:` can't stand here (put text that has `: ` in it in quotes, or check the "
       "indentation)"},
      {"a: {b: 1\nc: 2\n", "2:2: error: expected `,` or `}` in this mapping, found `:`"},
      {"- a\nb: 1\n",
       "2:1: error: expected end of file after the value, found `b` (check the indentation; after "
       "a quoted key write `: ` with a blank)"},
      {"a: 1\n b: 2\n",
       "2:3: error: `:` can't stand here (put text that has `: ` in it in quotes, or check the "
       "indentation)"},
      {"key: [a]]\n", "1:9: error: `]` closes nothing (remove it)"},
      {"\"a\":1\n",
       "1:4: error: expected end of file after the value, found `:` (check the indentation; after "
       "a quoted key write `: ` with a blank)"},
      {"a: |\n\tx\n",
       "2:1: error: found a tab in the indentation (indent with spaces: YAML takes no tabs there)"},
      {"---\n---\n",
       "2:1: error: expected end of file, found a second document (a file holds one document)"},
      {"a\n---\nb",
       "2:1: error: expected end of file, found a second document (a file holds one document)"},
      {"a: - b", "1:4: error: `-` can't start a list here (start the list on its own line)"},
      {"~: 1", "1:1: error: expected a name before `:`, found `~` (put the name in quotes)"},
      {"{: x}", "1:2: error: expected a name before `:`, found `:`"},
      {"a: &x\n  b: 1",
       "1:4: error: anchors and aliases are not supported (write the value out at each place)"},
      {"a: [*x]",
       "1:5: error: anchors and aliases are not supported (write the value out at each place)"},
      {"a: * x",
       "1:5: error: anchors and aliases are not supported (put text that starts with `*` in "
       "quotes)"},
      {"a: & x",
       "1:5: error: anchors and aliases are not supported (put text that starts with `&` in "
       "quotes)"},
      {"x: {a: [1}", "1:10: error: `}` closes nothing (remove it)"},
      {"k: v\n\t\n",
       "2:1: error: found a tab in the indentation (indent with spaces: YAML takes no tabs there)"},
      {" a: 1\nb: 2\n",
       "2:1: error: expected end of file after the value, found `b` (check the indentation; after "
       "a quoted key write `: ` with a blank)"},
      {"a: \"b\" c\n",
       "1:8: error: expected a key of this mapping or its end, found `c` (check the indentation)"},
      {"a: 'b' c\n",
       "1:8: error: expected a key of this mapping or its end, found `c` (check the indentation)"},
      {"[a, b]: c", "1:1: error: expected a name before `:`, found an array"},
      {"[,]", "1:2: error: expected a value in this list, found `,` (write `null` for no value)"},
      {"{,}", "1:2: error: expected a name before `:`, found `,`"},
      {"[a,,b]",
       "1:4: error: expected a value in this list, found `,` (write `null` for no value)"},
  };
  check(kRows);
}

// The same content three times: as JSON, as block YAML, as flow YAML.
TEST_CASE("yaml: the same tree as JSON") {
  constexpr std::string_view kJson = R"({"Version": "2012-10-17", "Statement": [{
    "Effect": "Deny", "Action": ["s3:*", "ec2:Get?"], "Resource": "*",
    "Condition": {"Bool": {"aws:MultiFactorAuthPresent": false},
                  "NumericLessThan": {"s3:max-keys": 10}, "Null": {"aws:TokenIssueTime": "true"}}}],
    "Empty": [[], {}, "", null]})";
  constexpr std::string_view kBlock = R"(# a comment
Version: 2012-10-17
Statement:
  - Effect: Deny
    Action:
    - s3:*     # another
    - "ec2:Get?"
    Resource: '*'
    Condition:
      Bool: {aws:MultiFactorAuthPresent: false}
      NumericLessThan:
        s3:max-keys: 10
      ? "Null"
      : "aws:TokenIssueTime": 'true'
Empty:
  - []
  - {}
  - ""
  -
)";
  const std::string expected = test::dump(read_json(test::source_of(kJson)));
  CHECK(test::dump(read(kBlock)) == expected);
  CHECK(test::dump(read(kJson)) == expected);
}

TEST_CASE("yaml or json: by the first character") {
  const auto read_either = [](std::string_view text) {
    return test::dump(read_json_or_yaml(test::source_of(text)));
  };
  CHECK(read_either("\uFEFF \t\r\n{\"a\": 01}").starts_with("2:8: error: expected no digit"));
  CHECK(read_either(" [1,]").starts_with("1:5: error: expected a value after `,`"));
  CHECK(read_either("a: 01") == "{\"a\": 01}");
  CHECK(read_either("\"{\"") == "\"{\"");
  CHECK(read_either("") == "1:1: error: expected a value, found end of file (the file is empty)");
}

// --- Places -------------------------------------------------------------------------------------

/// The source text of every value, in document order, between bars.
std::string spans(std::string_view text) {
  const JsonResult result = read(text);
  std::string out;
  for (const Json::Node& node : result.tree->nodes()) {
    out += test::escaped(result.tree->source()->text(node.span)) + '|';
  }
  return out;
}

TEST_CASE("yaml: the text of each value") {
  constexpr Row kRows[] = {
      {"a: 1\nb: x y # c\n", "a: 1\\x0ab: x y|a|1|b|x y|"},
      {"a:\n  - 1\n  - [2, 3]\n\n# end\n",
       "a:\\x0a  - 1\\x0a  - [2, 3]|a|- 1\\x0a  - [2, 3]|1|[2, 3]|2|3|"},
      {"[a, {b: c, d: } , ] # x", "[a, {b: c, d: } , ]|a|{b: c, d: }|b|c|d||"},
      {"{ # c }\n a: 1, # ]\n}\n", "{ # c }\\x0a a: 1, # ]\\x0a}|a|1|"},
      {"[x: y, z]", "[x: y, z]|x: y|x|y|z|"},
      {"a: 'it''s' \nb: \"x\\\"y\" # z",
       "a: 'it''s' \\x0ab: \\\"x\\\\\\\"y\\\"|a|'it''s'|b|\\\"x\\\\\\\"y\\\"|"},
      {"a: !!str 12\n", "a: !!str 12|a|12|"},
      {"![/3]", "[/3]|/3|"},
      {"[!!seq[a], !<tag:yaml.org,2002:str> b]", "[!!seq[a], !<tag:yaml.org,2002:str> b]|[a]|a|b|"},
      {"!!map\na: !!seq\n  - !!str x\n", "a: !!seq\\x0a  - !!str x|a|- !!str x|x|"},
      {"a: |\n  one\n\n  two\n\nb: 1\n",
       "a: |\\x0a  one\\x0a\\x0a  two\\x0a\\x0ab: 1|a||\\x0a  one\\x0a\\x0a  two|b|1|"},
      {"a: >-  # c\r\n  one\r\n   two\r\nb: 1\r\n",
       "a: >-  # c\\x0d\\x0a  one\\x0d\\x0a   two\\x0d\\x0ab: 1|a|>-  # c\\x0d\\x0a  one\\x0d\\x0a "
       "  two|b|1|"},
      {"a: |2\n    x\n   y\nb: 1",
       "a: |2\\x0a    x\\x0a   y\\x0ab: 1|a||2\\x0a    x\\x0a   y|b|1|"},
      {"a: |\nb: 1", "a: |\\x0ab: 1|a|||b|1|"},
      {"a: one\n  two\n\n  three\nb: 1",
       "a: one\\x0a  two\\x0a\\x0a  three\\x0ab: 1|a|one\\x0a  two\\x0a\\x0a  three|b|1|"},
      {"a: \"one\n  two\"\nb: ~", "a: \\\"one\\x0a  two\\\"\\x0ab: ~|a|\\\"one\\x0a  two\\\"|b|~|"},
      {"\uFEFFé: ü", "é: ü|é|ü|"},
      {"--- # c\na: b\n...\n", "a: b|a|b|"},
      {"True", "True|"},
  };
  for (const Row& row : kRows) {
    CAPTURE(test::escaped(row.text));
    CHECK(spans(row.text) == row.expected);
  }
}

TEST_CASE("yaml: nothing stands behind its colon or dash") {
  const auto null_at = [](std::string_view text) {
    for (const Json::Node& node : read(text).tree->nodes()) {
      if (node.kind == JsonKind::kNull) return fmt::format("{}-{}", node.span.begin, node.span.end);
    }
    return std::string("none");
  };
  CHECK(null_at("a: # : -\n\n# c\nb: 1\n") == "2-2");
  CHECK(null_at("-\n- 1\n") == "1-1");
  CHECK(null_at("- 1\n-\n") == "5-5");
  CHECK(null_at("{a: , b: 1}") == "3-3");
  CHECK(null_at("{a}") == "2-2");
  CHECK(null_at("? a\n? b\n") == "3-3");
  CHECK(null_at("a: null") == "3-7");
}

struct PlaceRow {
  std::string_view text;  // one member
  std::size_t begin;
  std::size_t end;
  std::string_view expected;
};

TEST_CASE("yaml: places inside of scalars") {
  constexpr PlaceRow kRows[] = {
      {"a: arn:aws:s3", 4, 7, "aws"},
      {"a: 'it''s ok'", 2, 4, "''s"},
      {"a: 'it''s ok'", 5, 7, "ok"},
      {R"(a: "x\x41\u00e9\U0001F600\_z")", 1, 2, R"(\x41)"},
      {R"(a: "x\x41\u00e9\U0001F600\_z")", 4, 8, R"(\U0001F600)"},
      {R"(a: "x\x41\u00e9\U0001F600\_z")", 8, 10, R"(\_)"},
      {R"(a: "\N\L\P\_é\_z")", 14, 15, "z"},
      {R"(a: "x\x41\u00e9\U0001F600\_z")", 10, 11, "z"},
      {"a: |\n  one\n  two\n", 4, 7, "two"},
      {"a: |\n  one\n  two\n", 2, 5, "e\n  t"},
      {"a: |\r\n  one\r\n  two\r\n", 4, 7, "two"},
      {"a: |2\n    one\n   two\n", 7, 10, "two"},
      {"a: |\n    one\n\n      two\n", 7, 10, "two"},
      {"a: one\n  two", 0, 3, "one"},
      // Folded text can't be placed: the whole scalar.
      {"a: one\n  two", 4, 7, "one\n  two"},
      {"a: \"one\n  two\"", 4, 7, "\"one\n  two\""},
      {"a: >\n  one\n  two\n", 4, 7, ">\n  one\n  two"},
  };
  for (const PlaceRow& row : kRows) {
    CAPTURE(test::escaped(row.text));
    const JsonResult result = read(row.text);
    REQUIRE(result.root());
    const Span span = result.root()->find("a")->span_of(row.begin, row.end);
    CHECK(result.tree->source()->text(span) == row.expected);
  }
}

TEST_CASE("yaml: plain and simply quoted scalars are views into the source") {
  const SourcePtr source = test::source_of("[plain, 'single', \"double\", 'it''s', \"\\x41\", 12]");
  const JsonResult result = read_yaml(source);
  std::string views;
  for (const JsonValue element : result.root()->elements()) {
    const char* text = element.text().data();
    const bool inside =
        text >= source->text().data() && text < source->text().data() + source->text().size();
    views += inside ? 'v' : 'c';
  }
  CHECK(views == "vvvccv");
}

// --- Limits -------------------------------------------------------------------------------------

std::string repeated(std::string_view text, std::size_t count) {
  std::string out;
  for (std::size_t i = 0; i < count; ++i) out += text;
  return out;
}

TEST_CASE("yaml: limits") {
  const auto too_deep = [](std::string_view text) {
    return test::dump(read(text))
        .ends_with(": error: arrays and objects are nested deeper than 64 levels");
  };
  CHECK(too_deep(repeated("[", 65) + repeated("]", 65)));
  CHECK_FALSE(too_deep(repeated("[", 64) + repeated("]", 64)));
  CHECK(too_deep(repeated("- ", 100'000)));
  CHECK(too_deep(repeated("- ", 65) + "x"));
  CHECK_FALSE(too_deep(repeated("- ", 64) + "x"));
  CHECK(read("[[]]", {.max_depth = 1}).tree->empty());
  CHECK(test::dump(read("[1,2]", {.max_values = 2})) == "1:4: error: more than 2 values");
  CHECK(test::dump(read("[1]", {.max_bytes = 2})) ==
        "1:1: error: the text has 3 bytes, the limit is 2");
}

// A list that is never closed is a key to yaml-cpp, whose own limit holds there.
TEST_CASE("yaml: deep nesting in what may be a key") {
  constexpr std::string_view kTooDeep = "1:1: error: lists and mappings are nested too deep here";
  CHECK(test::dump(read(repeated("[", 100'000))) == kTooDeep);
  CHECK(test::dump(read(repeated("{", 100'000))) == kTooDeep);
  CHECK(test::dump(read("- " + repeated("[", 100'000))).starts_with("1:3: error: lists and"));
  CHECK(test::dump(read(repeated("[", 65))).starts_with("1:66: error: expected `,` or `]`"));
  CHECK(test::dump(read(repeated("? ", 100'000))).contains("too deep here"));
}

}  // namespace
}  // namespace cordon
