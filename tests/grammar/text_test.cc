// Letters, encodings and edit distance.
#include "grammar/text.h"

#include <array>

#include "doctest/doctest.h"
#include "grammar/utf8.h"

namespace cordon {
namespace {

using namespace std::literals;

struct Row {
  std::string_view text;
  std::string_view expected;
};

TEST_CASE("text: ascii case") {
  CHECK(ascii_lower("AZaz09[@`{Ä"sv) == "azaz09[@`{Ä");
  CHECK(equals_ignoring_ascii_case("aws:UserName", "AWS:username"));
  CHECK_FALSE(equals_ignoring_ascii_case("aws", "aws:"));
  CHECK_FALSE(equals_ignoring_ascii_case("Ä", "ä"));
  CHECK_FALSE(equals_ignoring_ascii_case("@", "`"));
}

TEST_CASE("text: lower case as Java has it") {
  constexpr Row kRows[] = {
      {"", ""},
      {"Alice", "alice"},
      {"ÄÖÜ ẞ", "äöü ß"},
      {"straße", "straße"},  // no folding to ss
      {"ПРИВЕТ", "привет"},
      {"İstanbul", "i\u0307stanbul"},
      {"I", "i"},
      {"\u212A\u2126", "kω"},                            // KELVIN SIGN, OHM SIGN
      {"\U00010400\U0001E900", "\U00010400\U0001E900"},  // beyond U+FFFF nothing changes
      {"\377ÄA", "\377äa"},                              // bytes that are no UTF-8 stay
      // Sigma: final behind a cased letter and not before one, inside of a word.
      {"Σ", "σ"},
      {"ΣΑ", "σα"},
      {"ΟΔΟΣ", "οδος"},
      {"ΟΔΟΣ ΟΔΟΣ", "οδος οδος"},
      {"ΑΣΑ", "ασα"},
      {"ΑΣ.", "ας."},
      {"ΑΣ.Α", "ασ.α"},
      {"ΑΣ. Α", "ας. α"},
      {"Α.Σ", "α.ς"},
      {"Α..Σ", "α..σ"},
      {"Α Σ", "α σ"},
      {"Α\u0301Σ", "α\u0301ς"},
      {"Α1Σ", "α1ς"},
      {"Α-Σ", "α-ς"},
      {"Α/Σ", "α/σ"},
      {"ΣΣΣ", "σσς"},
  };
  for (const Row& row : kRows) {
    CAPTURE(row.text);
    CHECK(java_lower(row.text) == row.expected);
  }
}

TEST_CASE("text: the first byte that is not UTF-8") {
  struct Utf8Row {
    std::string_view text;
    int expected;  // -1: all is well
  };
  constexpr Utf8Row kRows[] = {
      {"", -1},
      {"plain ascii of some length", -1},
      {"Größe 中文 \U0001F600 \U0010FFFF", -1},
      {"a\377", 1},
      {"12345678901234567\200", 17},
      {"\300\200", 0},          // overlong
      {"\340\237\277", 0},      // overlong
      {"\360\217\277\277", 0},  // overlong
      {"\355\240\200", 0},      // a surrogate
      {"\355\237\277\356\200\200", -1},
      {"\364\220\200\200", 0},  // above U+10FFFF
      {"é\303", 2},
      {"\342\202", 0},
      {"\342(\241", 0},
      {"\370\210\200\200\200", 0},
  };
  for (const Utf8Row& row : kRows) {
    CAPTURE(row.text);
    const auto found = first_invalid_utf8(row.text);
    CHECK((found ? static_cast<int>(*found) : -1) == row.expected);
  }
}

TEST_CASE("text: every code point survives encoding and decoding") {
  for (char32_t c = 0; c <= 0x10FFFF; ++c) {
    if (c >= 0xD800 && c <= 0xDFFF) continue;
    std::string text = "x";
    append_utf8(text, c);
    const CodePoint forward = decode_utf8(text, 1);
    const CodePoint backward = decode_utf8_before(text, text.size());
    const bool same = forward.value == c && forward.length == text.size() - 1 &&
                      backward.value == c && backward.length == forward.length;
    if (!same) FAIL_CHECK("code point " << static_cast<std::uint32_t>(c));
  }
}

TEST_CASE("text: percent decoding") {
  constexpr Row kRows[] = {
      {"", ""},       {"a%20b", "a b"}, {"%7B%22a%22%3a1%7d", R"({"a":1})"},
      {"a+b", "a+b"}, {"%25", "%"},     {"%", "-"},
      {"a%2", "-"},   {"%zz", "-"},     {"%c3%A9", "é"},
      {"%%41", "-"},
  };
  for (const Row& row : kRows) {
    CAPTURE(row.text);
    CHECK(percent_decode(row.text).value_or("-") == row.expected);
  }
}

TEST_CASE("text: base64 decoding") {
  constexpr Row kRows[] = {
      {"", ""},          {"Zg==", "f"},        {"Zm8=", "fo"},
      {"Zm9v", "foo"},   {"Zm9vYg==", "foob"}, {"+/+/", "\373\377\277"},
      {"Zg", "-"},       {"Zg=", "-"},         {"Zg===", "-"},
      {"====", "-"},     {"Z===", "-"},        {"Zm9v\n", "-"},
      {"-_-_", "-"},     {"Zh==", "-"},        {"Zm9=", "-"},
      {"Zg==Zg==", "-"},
  };
  for (const Row& row : kRows) {
    CAPTURE(row.text);
    CHECK(base64_decode(row.text).value_or("-") == row.expected);
  }
}

TEST_CASE("text: edit distance") {
  CHECK(edit_distance("", "") == 0);
  CHECK(edit_distance("abc", "") == 3);
  CHECK(edit_distance("kitten", "sitting") == 3);
  CHECK(edit_distance("Action", "action") == 1);
  CHECK(edit_distance("Resources", "Resource") == 1);
  CHECK(edit_distance("ab", "ba") == 2);
  // Long texts are compared by their starts, and by their lengths.
  const std::string long_text(1'000'000, 'a');
  CHECK(edit_distance(long_text, long_text) == 0);
  CHECK(edit_distance(long_text, long_text + "bb") == 2);
  CHECK(edit_distance(long_text, "") == 1'000'000);
}

TEST_CASE("text: the nearest name") {
  constexpr std::array<std::string_view, 3> kNames = {"Action", "NotAction", "Resource"};
  CHECK(nearest("Actoin", kNames) == "Action");
  CHECK(nearest("Resources", kNames) == "Resource");
  CHECK(nearest("Notaction", kNames) == "NotAction");
  CHECK_FALSE(nearest("Principal", kNames).has_value());
}

}  // namespace
}  // namespace cordon
