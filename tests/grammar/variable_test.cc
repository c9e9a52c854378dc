#include "grammar/variable.h"

#include <fmt/format.h>

#include <string>
#include <string_view>

#include "doctest/doctest.h"

namespace cordon {
namespace {

// `text` "literal" <variable> <variable='default'>, problems as `kind@begin-end`.
std::string dump(const Template& read) {
  std::string line;
  for (const TemplatePiece& piece : read.pieces) {
    switch (piece.kind) {
      case TemplatePiece::Kind::kText:
        line += fmt::format("`{}` ", piece.text);
        break;
      case TemplatePiece::Kind::kLiteral:
        line += fmt::format("\"{}\" ", piece.text);
        break;
      case TemplatePiece::Kind::kVariable:
        line += fmt::format("<{}{}> ", piece.text,
                            piece.fallback ? fmt::format("='{}'", *piece.fallback) : "");
        break;
    }
  }
  for (const TemplateProblem& problem : read.problems) {
    constexpr std::string_view kNames[] = {"brace", "quote", "blank", "empty"};
    line += fmt::format("{}@{}-{} ", kNames[static_cast<std::size_t>(problem.kind)], problem.begin,
                        problem.end);
  }
  if (!line.empty()) line.pop_back();
  return line;
}

TEST_CASE("parse_template") {
  struct Row {
    std::string_view text, expected;
  };
  const Row rows[] = {
      {"", ""},
      {"a*b?", "`a*b?`"},
      {"${aws:username}", "<aws:username>"},
      {"a/${aws:username}/*", "`a/` <aws:username> `/*`"},
      {"${a}${b}", "<a> <b>"},
      {"${*}${?}${$}", "\"*\" \"?\" \"$\""},
      {"a${*}b", "`a` \"*\" `b`"},
      {"${**}", "<**>"},
      {"${aws:PrincipalTag/team, 'all'}", "<aws:PrincipalTag/team='all'>"},
      {"${a,'x'}", "<a='x'>"},
      {"${a,  ''}", "<a=''>"},
      {"${a, 'x}y, ${z} \"*'}-", "<a='x}y, ${z} \"*'> `-`"},
      {"$ {a} $a $$ }{", "`$ {a} $a $$ }{`"},
      {"$${a}", "`$` <a>"},
      {"${é/ü}", "<é/ü>"},
      // A brace is missing.
      {"${", "`${` brace@0-2"},
      {"x${aws:username", "`x${aws:username` brace@1-3"},
      {"${a, 'x'", "`${a, 'x'` brace@0-2"},
      {"${a, 'x}", "`${a, 'x}` quote@0-8"},
      {"${a/${b}", "`${a/` <b> brace@0-2"},
      {"${${a}}", "`${` <a> `}` brace@0-2"},
      {"${a, ${b}}", "`${a, ` <b> `}` brace@0-2"},
      {"${a, 'x' ${b}", "`${a, 'x' ` <b> brace@0-2"},
      {"${${", "`${${` brace@0-2 brace@2-4"},
      // Quotes.
      {"${a, x}", "`${a, x}` quote@0-7"},
      {"${a, \"x\"}", "`${a, \"x\"}` quote@0-9"},
      {"${a, x'}", "`${a, x'}` quote@0-8"},
      {"${a,}", "`${a,}` quote@0-5"},
      {"${a, 'it's'}", "`${a, 'it's'}` quote@0-12"},
      // Blanks.
      {"${aws: username}-", "`${aws: username}-` blank@0-16"},
      {"${ a}", "`${ a}` blank@0-5"},
      {"${a }", "`${a }` blank@0-5"},
      {"${a , 'x'}", "`${a , 'x'}` blank@0-10"},
      {"${a, 'x' }", "`${a, 'x' }` blank@0-10"},
      {"${a\tb}", "`${a\tb}` blank@0-6"},
      // Names.
      {"${}", "`${}` empty@0-3"},
      {"${ }", "`${ }` empty@0-4"},
      {"${, 'x'}", "`${, 'x'}` empty@0-8"},
      {"a${}b${c}d", "`a${}b` <c> `d` empty@1-4"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.text);
    CHECK(dump(parse_template(row.text)) == row.expected);
  }
}

TEST_CASE("a piece knows the bytes that it came from") {
  const Template read = parse_template("é/${aws:username}${*}${a, 'b'}c");
  std::string line;
  for (const TemplatePiece& piece : read.pieces) {
    line += fmt::format("{}-{} ", piece.begin, piece.end);
  }
  CHECK(line == "0-3 3-18 18-22 22-31 31-32 ");
}

TEST_CASE("has_variables asks for keys, not for literal characters") {
  CHECK(parse_template("${a}").has_variables());
  CHECK_FALSE(parse_template("${*}").has_variables());
  CHECK_FALSE(parse_template("${a").has_variables());
  CHECK_FALSE(parse_template("").has_variables());
}

TEST_CASE("problems say what is wrong and what was expected") {
  struct Row {
    std::string_view text, message;
  };
  const Row rows[] = {
      {"${a", "`${` has no closing brace; expected `}` behind the name of a variable"},
      {"${a, b}",
       "the default value in `${a, b}` is not in single quotes; expected a text such as `'none'`, "
       "without a quote inside"},
      {"x${a b}",
       "`${a b}` has a blank that a variable can't have; expected one only between the comma and "
       "the default value"},
      {"${}", "`${}` names no key; expected a condition key such as `${aws:username}`"},
  };
  for (const Row& row : rows) {
    const Template read = parse_template(row.text);
    CAPTURE(row.text);
    REQUIRE(read.problems.size() == 1);
    CHECK(read.problems[0].message == row.message);
  }
}

}  // namespace
}  // namespace cordon
