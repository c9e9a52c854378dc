#include "grammar/json_messages.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string>
#include <string_view>

#include "grammar/diagnostic.h"
#include "grammar/found_token.h"
#include "grammar/utf8.h"

namespace cordon {
namespace {

std::string_view wanted(JsonExpected expected) {
  switch (expected) {
    case JsonExpected::kDocument:
      return "a value";
    case JsonExpected::kFirstElement:
      return "a value or `]`";
    case JsonExpected::kElement:
      return "a value after `,`";
    case JsonExpected::kFirstName:
      return "a member's name in double quotes or `}`";
    case JsonExpected::kName:
      return "a member's name in double quotes after `,`";
    case JsonExpected::kColon:
      return "`:` after the member's name";
    case JsonExpected::kMemberValue:
      return "a value after `:`";
    case JsonExpected::kAfterElement:
      return "`,` or `]` after this element";
    case JsonExpected::kAfterMember:
      return "`,` or `}` after this member";
    case JsonExpected::kEnd:
      return "end of file after the value";
    case JsonExpected::kDigitAfterMinus:
      return "a digit after `-`";
    case JsonExpected::kDigitAfterPoint:
      return "a digit after the decimal point";
    case JsonExpected::kExponentDigit:
      return "a digit in the exponent";
    case JsonExpected::kNoLeadingZero:
      return "no digit after a leading `0`";
  }
  return {};
}

bool wants_value(JsonExpected expected) {
  return expected == JsonExpected::kDocument || expected == JsonExpected::kFirstElement ||
         expected == JsonExpected::kElement || expected == JsonExpected::kMemberValue;
}

bool wants_name(JsonExpected expected) {
  return expected == JsonExpected::kFirstName || expected == JsonExpected::kName;
}

bool wants_comma(JsonExpected expected) {
  return expected == JsonExpected::kAfterElement || expected == JsonExpected::kAfterMember;
}

// --- What to do about it ------------------------------------------------------------------------

struct Advice {
  std::string_view start;  // what the found text starts with
  std::string_view help;
};

/// Mistakes that are the same wherever they stand; the first that fits counts.
constexpr std::array kAdviceAnywhere = {
    Advice{"'", "JSON strings stand in double quotes"},
    Advice{"//", "JSON has no comments: remove it"},
    Advice{"/*", "JSON has no comments: remove it"},
    Advice{"#", "JSON has no comments: remove it"},
    Advice{"\u201C", "use the plain double quote `\"`"},
    Advice{"\u201D", "use the plain double quote `\"`"},
    Advice{"\u2018", "use the plain double quote `\"`"},
    Advice{"\u2019", "use the plain double quote `\"`"},
    Advice{"\u00A0", "this is a no-break space: use a plain space"},
    Advice{"\uFEFF", "a byte order mark may stand at the very start only: remove it"},
    Advice{"\xFF\xFE", "the text seems to be UTF-16: save it as UTF-8"},
    Advice{"\xFE\xFF", "the text seems to be UTF-16: save it as UTF-8"},
};

/// Whole words where a value should stand.
constexpr std::array kAdviceOnWords = {
    Advice{"NaN", "JSON has no NaN and no infinity"},
    Advice{"Infinity", "JSON has no NaN and no infinity"},
    Advice{"True", "JSON writes `true`"},
    Advice{"TRUE", "JSON writes `true`"},
    Advice{"False", "JSON writes `false`"},
    Advice{"FALSE", "JSON writes `false`"},
    Advice{"None", "JSON writes `null`"},
    Advice{"Null", "JSON writes `null`"},
    Advice{"NULL", "JSON writes `null`"},
    Advice{"undefined", "JSON writes `null`"},
    Advice{"+", "a number has no plus sign: remove it"},
    Advice{".", "a number starts with a digit: write `0.5`, not `.5`"},
};

std::string_view advice_anywhere(std::string_view rest) {
  const auto fits = [&](const Advice& advice) { return rest.starts_with(advice.start); };
  const auto found = std::ranges::find_if(kAdviceAnywhere, fits);
  return found == kAdviceAnywhere.end() ? std::string_view{} : found->help;
}

std::string_view advice_on_word(std::string_view word) {
  const auto found = std::ranges::find(kAdviceOnWords, word, &Advice::start);
  if (found != kAdviceOnWords.end()) return found->help;
  return is_word_character(word.front()) ? "put text in double quotes" : std::string_view{};
}

std::string advice_on_closing(JsonExpected expected, char bracket) {
  const bool element_due = expected == JsonExpected::kElement && bracket == ']';
  const bool name_due = expected == JsonExpected::kName && bracket == '}';
  if (element_due || name_due) {
    return fmt::format("remove the comma before `{}`: JSON has no trailing commas", bracket);
  }
  if (expected == JsonExpected::kEnd) return "this bracket closes nothing: remove it";
  if (expected == JsonExpected::kAfterMember) return "close the object with `}` first";
  if (expected == JsonExpected::kAfterElement) return "close the array with `]` first";
  return {};
}

std::string advice_at_end(const Source& source, JsonExpected expected, JsonStop stop) {
  if (expected == JsonExpected::kDocument) return "the file is empty";
  if (stop.open_bracket == TreeBuilder::kNone) return {};
  const Position opened = source.position(stop.open_bracket);
  return fmt::format("the `{}` at {}:{} is not closed", source.text()[stop.open_bracket],
                     opened.line, opened.column);
}

/// Text without quotes that began like a number or a word: `2012-10-17`, `10:30`.
bool goes_on_with(const Source& source, JsonStop stop, std::string_view found) {
  const bool glued = stop.offset > 0 && is_word_character(source.text()[stop.offset - 1]);
  return glued &&
         (is_word_character(found.front()) || std::string_view("-.:/+").contains(found[0]));
}

std::string_view advice_on_place(JsonExpected expected, std::string_view found) {
  const char first = found.front();
  if (wants_value(expected)) return advice_on_word(found);
  if (wants_name(expected)) return is_word_character(first) ? "put the name in double quotes" : "";
  if (wants_comma(expected)) {
    const bool starts_value = std::string_view("\"{[-").contains(first) || is_word_character(first);
    return starts_value ? "a comma is missing before it" : "";
  }
  if (expected == JsonExpected::kEnd) return "a file holds one JSON value";
  if (expected == JsonExpected::kNoLeadingZero) {
    return "remove the leading zero; an account id goes in double quotes";
  }
  const bool infinity = expected == JsonExpected::kDigitAfterMinus && first == 'I';
  return infinity ? "JSON has no NaN and no infinity" : "";
}

std::string help_for(const Source& source, JsonExpected expected, JsonStop stop,
                     std::string_view found) {
  if (found.empty()) return advice_at_end(source, expected, stop);
  const std::string_view anywhere = advice_anywhere(source.text().substr(stop.offset));
  if (!anywhere.empty()) return std::string(anywhere);
  if (found == "}" || found == "]") return advice_on_closing(expected, found.front());
  const bool text = wants_comma(expected) || expected == JsonExpected::kEnd;
  if (text && goes_on_with(source, stop, found)) return "put text in double quotes";
  return std::string(advice_on_place(expected, found));
}

Span bytes(std::uint32_t begin, std::size_t length) {
  return {.begin = begin, .end = begin + static_cast<std::uint32_t>(length)};
}

/// Text behind an object that is complete: what stands before it is a document of its own.
Problem problem_of(JsonExpected expected, const Source& source) {
  const std::string_view text = source.text();
  const std::size_t first = text.find_first_not_of(" \t\r\n\xEF\xBB\xBF");
  const bool whole_object =
      expected == JsonExpected::kEnd && first != std::string_view::npos && text[first] == '{';
  return whole_object ? Problem::kTrailingText : Problem::kSyntax;
}

}  // namespace

ReadFailure json_failure(JsonExpected expected, const Source& source, JsonStop stop) {
  const FoundToken found = found_token(source, stop.offset);
  return {.span = bytes(stop.offset, found.text.size()),
          .message = fmt::format("expected {}, found {}", wanted(expected), found.shown),
          .help = help_for(source, expected, stop, found.text),
          .problem = problem_of(expected, source)};
}

ReadFailure unended_string(const Source& source, std::uint32_t string_begin) {
  const auto end = static_cast<std::uint32_t>(source.text().size());
  const Position start = source.position(string_begin);
  return {.span = {.begin = end, .end = end},
          .message = "expected `\"` at the end of this string, found end of file",
          .help = fmt::format("the string starts at {}:{}", start.line, start.column)};
}

ReadFailure control_character_in_string(const Source& source, std::uint32_t offset) {
  const char c = source.text()[offset];
  if (c == '\n' || c == '\r') {
    return {.span = bytes(offset, 1),
            .message = "expected `\"` at the end of this string, found a line break",
            .help = "write `\\n` for a line break inside a string"};
  }
  if (c == '\t') {
    return {.span = bytes(offset, 1),
            .message = "expected an escape for this tab inside a string",
            .help = "write `\\t`"};
  }
  const auto number = static_cast<unsigned char>(c);
  return {.span = bytes(offset, 1),
          .message = fmt::format("expected an escape for U+{:04X} inside a string", number),
          .help = fmt::format("write `\\u{:04x}`", number)};
}

ReadFailure invalid_utf8_in_string(const Source& source, std::uint32_t offset) {
  const auto byte = static_cast<unsigned char>(source.text()[offset]);
  return {.span = bytes(offset, 1),
          .message = fmt::format("expected UTF-8, found byte 0x{:02X}", byte),
          .help = "save the file as UTF-8"};
}

ReadFailure unknown_escape(const Source& source, std::uint32_t offset) {
  const std::string_view rest = source.text().substr(offset);
  if (rest.size() == 1 || rest[1] == '\n' || rest[1] == '\r') {
    const std::string_view found = rest.size() == 1 ? "end of file" : "a line break";
    return {.span = bytes(offset + 1, rest.size() == 1 ? 0 : 1),
            .message = fmt::format("expected an escape after `\\`, found {}", found),
            .help = {}};
  }
  const std::size_t length = 1 + std::max<std::size_t>(1, decode_utf8(rest, 1).length);
  return {
      .span = bytes(offset, length),
      .message = fmt::format("unknown escape {} in a string", backticked(rest.substr(0, length))),
      .help = R"(JSON has \" \\ \/ \b \f \n \r \t and \uXXXX; a backslash itself is `\\`)"};
}

ReadFailure bad_hex_digit(const Source& source, std::uint32_t offset) {
  const std::string_view rest = source.text().substr(offset);
  const std::size_t length = rest.empty() ? 0 : std::max(1U, decode_utf8(rest, 0).length);
  const std::string shown = rest.empty() ? "end of file" : show_token(rest.substr(0, length));
  return {.span = bytes(offset, length),
          .message = fmt::format("expected four hexadecimal digits after `\\u`, found {}", shown),
          .help = {}};
}

ReadFailure lone_surrogate(const Source& source, std::uint32_t offset) {
  const std::string_view escape = source.text().substr(offset, 6);
  const std::string_view digits = escape.substr(2);
  // D800 to DBFF come first, DC00 to DFFF second.
  const bool first = digits[1] == '8' || digits[1] == '9' || digits[1] == 'A' || digits[1] == 'a' ||
                     digits[1] == 'B' || digits[1] == 'b';
  return {.span = bytes(offset, escape.size()),
          .message = fmt::format("`{}` is the {} half of a surrogate pair without the {}", escape,
                                 first ? "first" : "second", first ? "second" : "first"),
          .help = {}};
}

}  // namespace cordon
