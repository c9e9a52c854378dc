// Source lines as they are shown: carets, windows, printable text, and never a secret.

#include "cli/quote.h"

#include <fmt/format.h>

#include <memory>

#include "doctest/doctest.h"
#include "grammar/secrets.h"

namespace cordon {
namespace {

// `text|pointer` of the first place of `mark` in the source.
std::string in_quotes(std::string_view text, std::string_view mark, std::size_t columns = 40) {
  const Source source("f", std::string(text));
  const auto begin = static_cast<std::uint32_t>(text.find(mark));
  const Quote shown =
      quote(source, {begin, begin + static_cast<std::uint32_t>(mark.size())}, columns);
  return fmt::format("{}|{}", shown.text, shown.pointer);
}

TEST_CASE("quote points at a place in a printable line") {
  struct Row {
    std::string_view text, mark, expected;
  };
  const Row rows[] = {
      {"abc def", "def", "abc def|    ^~~"},
      {"abc def", "a", "abc def|^"},
      {"abc\ndef ghi\n", "ghi", "def ghi|    ^~~"},
      {"abc\r\ndef\r\n", "def", "def|^~~"},
      {"\tab", "ab", " ab| ^~"},
      {"äöü x", "x", "äöü x|    ^"},
      {"\xEF\xBB\xBF{x", "x", "{x| ^"},
      // A place of several lines ends with its first one.
      {"ab {\n}\n", "{\n}", "ab {|   ^"},
      // Nothing of the text reaches the terminal as a command or turns its direction.
      {"a\x1b[31m b", "b", "a?[31m b|       ^"},
      {"a\u202Eb", "b", "a?b|  ^"},
      {"a\xFF\xFE b", "b", "a?? b|    ^"},
      {"0123456789012345678901234567890123456789012345678901234567890123456789", "0123",
       "0123456789012345678901234567890123456789...|^~~~"},
      {"0123456789012345678901234567890123456789x1234567890123456789012345678901234567890123456789",
       "x", "...7890123456789x12345678901234567890123456...|                ^"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.text);
    CHECK(in_quotes(row.text, row.mark) == row.expected);
  }
}

TEST_CASE("a quoter shows what quote shows, also on a line that is much longer than shown") {
  std::string line = R"({"SecretAccessKey": ")" + std::string(9000, 's') + R"(", "b": "\u00E4"})";
  line += "\nsecond";
  const Source source("f", line);
  Quoter quoter;
  for (const std::uint32_t at : {0U, 30U, 5000U, 9018U, 9024U, 9033U, 9034U, 9041U}) {
    CAPTURE(at);
    const Quote once = quote(source, {at, at + 3});
    const Quote again = quoter(source, {at, at + 3});
    CHECK(again.gutter + again.text + again.pointer == once.gutter + once.text + once.pointer);
    CHECK(!once.text.contains("sss"));
    CHECK(once.text.size() <= 72);
  }
  CHECK(quote(source, {9024, 9027}).text.ends_with(R"(***", "b": "\u00E4"})"));
}

TEST_CASE("quote at the end of a text, and of nothing") {
  const Source source("f", "ab");
  CHECK(quote(source, {2, 2}).pointer == "  ^");
  CHECK(quote(source, {9, 12}).pointer == "  ^");
  CHECK(quote(Source("f", ""), {0, 0}).pointer == "^");
}

TEST_CASE("blot_secrets hides the values of members named like secrets") {
  struct Row {
    std::string_view line, expected;
  };
  const Row rows[] = {
      {R"("SecretAccessKey": "abc/+=", "AccessKeyId": "AKIA")",
       R"("SecretAccessKey": "******", "AccessKeyId": "AKIA")"},
      {R"({"sessionToken":"a\"b","x":"y"})", R"({"sessionToken":"****","x":"y"})"},
      {R"("aws_secret_access_key" : 'abc')", R"("aws_secret_access_key" : '***')"},
      {"secretAccessKey: abc def", "secretAccessKey: *** def"},
      {"password: abc", "password: ***"},
      {"Password=abc, x", "Password=***, x"},
      {R"("masterUserPassword": 12345})", R"("masterUserPassword": *****})"},
      {R"("password": ["abc", "def"])", R"("password": **************)"},
      // JSON inside of a JSON string.
      {R"("event": "{\"sessionToken\": \"abc\", \"x\": \"y\"}")",
       R"("event": "{\"sessionToken\": \"***\", \"x\": \"y\"}")"},
      {R"("password": "never ends)", R"("password": "**********)"},
      // No secret, or no value.
      {R"("Action": "iam:UpdateLoginProfile", "passwordLastUsed": "2017")",
       R"("Action": "iam:UpdateLoginProfile", "passwordLastUsed": "2017")"},
      {R"("Action": "iam:ChangePassword")", R"("Action": "iam:ChangePassword")"},
      {R"(["sessionToken", "abc"])", R"(["sessionToken", "abc"])"},
      {"secretAccessKey:", "secretAccessKey:"},
      {"", ""},
  };
  for (const Row& row : rows) CHECK(blot_secrets(row.line) == row.expected);
}

TEST_CASE("a secret that begins on a line before is hidden as well") {
  CHECK(in_quotes("a: 1\nprivateKey: |\n  BEGIN\n  abc\nb: 2\n", "abc") == "  ***|  ^~~");
  CHECK(in_quotes("\"secretAccessKey\":\n\"abc\",\n", "abc") == "******| ^~~");
  CHECK(in_quotes("secretAccessKey: >-\n  abc\n", "abc") == "  ***|  ^~~");
  CHECK(in_quotes("a: 1\nprivateKey: |\n  BEGIN\nb: 2\n", "2") == "b: 2|   ^");
  CHECK(in_quotes("key:\n  abc\n", "abc") == "  abc|  ^~~");
}

TEST_CASE("quote_block shows some lines of a block and a pointer under one") {
  std::string text = "first\n{\n  mark\n";
  for (int i = 0; i < 20; ++i) text += fmt::format("  {}\n", i);
  text += "}\nlast\n";
  const Source source("f", text);
  const auto at = [&](std::string_view what) {
    return static_cast<std::uint32_t>(text.find(what));
  };
  std::string shown;
  for (const QuotedLine& line :
       quote_block(source, {at("{"), at("}") + 1}, {at("mark"), at("mark") + 4}, 4)) {
    shown += line.gutter + line.text + (line.is_pointer ? " <-\n" : "\n");
  }
  CHECK(shown ==
        "    2 | {\n"
        "    3 |   mark\n"
        "      |   ^~~~ <-\n"
        "    4 |   0\n"
        "    5 |   1\n"
        "      | ...\n");
}

TEST_CASE("full_place names the file that holds an embedded text") {
  const auto outer = std::make_shared<const Source>("account.json", "{\n  \"d\": \"{}\"}");
  const Source inner("account.json", "{}", EmbeddedIn{outer, {9, 13}});
  CHECK(full_place(*outer, 4) == "account.json:2:3");
  CHECK(full_place(inner, 1) == "account.json:2:8 > 1:2");
}

}  // namespace
}  // namespace cordon
