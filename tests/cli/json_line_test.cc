#include "cli/json_line.h"

#include <fmt/format.h>

#include <limits>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

#include "doctest/doctest.h"
#include "grammar/utf8.h"

namespace cordon {
namespace {

std::string written(std::string_view text) {
  std::string out;
  JsonLine(out).string(text);
  return out;
}

std::string by_oracle(std::string_view text) {
  return nlohmann::json(text).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

TEST_CASE("strings are escaped as nlohmann_json does it") {
  constexpr char32_t kSurrogates = 0xD800;
  constexpr char32_t kBehindSurrogates = 0xE000;
  constexpr char32_t kEnd = 0x110000;
  std::string wrong;
  std::size_t compared = 0;
  for (char32_t c = 0; c < kEnd; c += c < 0x3000 ? 1 : 61) {
    if (c >= kSurrogates && c < kBehindSurrogates) continue;
    std::string text = "a";
    append_utf8(text, c);
    text += "b";
    if (written(text) != by_oracle(text)) wrong += fmt::format("U+{:04X} ", std::uint32_t{c});
    ++compared;
  }
  CHECK(wrong == "");
  CHECK(compared > 20'000);
}

TEST_CASE("strings of several escapes") {
  for (const std::string_view text :
       {"", "\"", "\\\\", "\n\r\t\b\f", "a\"b\\c\nd", "\x01\x1F\x7F", "C:\\new\\table",
        "Grüße, 文字 and 😀", "ends in a backslash\\"}) {
    CAPTURE(text);
    CHECK(written(text) == by_oracle(text));
  }
}

TEST_CASE("bytes that are no UTF-8 become a replacement character each") {
  struct Row {
    std::string_view text, json;
  };
  const Row rows[] = {
      {"a\xFFz", "\"a\uFFFDz\""},
      {"\xC3(", "\"\uFFFD(\""},
      {"\xC3", "\"\uFFFD\""},
      {"\xE2\x82", "\"\uFFFD\uFFFD\""},
      {"\xED\xA0\x80", "\"\uFFFD\uFFFD\uFFFD\""},
      {"\xC0\xAF\"", "\"\uFFFD\uFFFD\\\"\""},
  };
  for (const Row& row : rows) {
    CHECK(written(row.text) == row.json);
    CHECK(nlohmann::json::accept(written(row.text)));
  }
}

TEST_CASE("commas stand between members and elements, and nowhere else") {
  std::string out;
  JsonLine json(out);
  json.open('{').member("a").open('[').close(']').member("b").open('[').number(1).number(2);
  json.open('{').close('}').boolean(true).string(":").string("[").close(']');
  json.member("c").open('{').member("d").verbatim("null").member("e").boolean(false).close('}');
  json.close('}').end_line();
  CHECK(out == "{\"a\":[],\"b\":[1,2,{},true,\":\",\"[\"],\"c\":{\"d\":null,\"e\":false}}\n");
  json.open('{').member("next").number(std::numeric_limits<std::uint64_t>::max()).close('}');
  CHECK(out.substr(out.find('\n') + 1) == "{\"next\":18446744073709551615}");
}

}  // namespace
}  // namespace cordon
