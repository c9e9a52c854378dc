// Sentences in lines of 80 columns, and names in columns of a table.

#include "cli/wrap.h"

#include <string>

#include "doctest/doctest.h"
#include "grammar/text.h"
#include "tests/support/file.h"

namespace cordon {
namespace {

std::string dots(std::size_t count) { return std::string(count, 'x'); }

TEST_CASE("wrap: a long word stands out, or is made to fit") {
  struct Row {
    std::string text;
    std::size_t indent;
    std::string stands_out, fits;
  };
  const std::string gap40(40, ' ');
  const Row rows[] = {
      {"a b", 2, "  a b\n", "  a b\n"},
      // Behind the indent there are 40 columns.
      {"a " + dots(38), 40, gap40 + "a " + dots(38) + "\n", gap40 + "a " + dots(38) + "\n"},
      {"a " + dots(40), 40, gap40 + "a\n" + gap40 + dots(40) + "\n",
       gap40 + "a\n" + gap40 + dots(40) + "\n"},
      {"a " + dots(50) + " b", 40, gap40 + "a\n" + gap40 + dots(50) + "\n" + gap40 + "b\n",
       gap40 + "a\n" + std::string(30, ' ') + dots(50) + "\n" + gap40 + "b\n"},
      {"a " + dots(78), 40, gap40 + "a\n" + gap40 + dots(78) + "\n",
       gap40 + "a\n  " + dots(78) + "\n"},
      // No line holds it.
      {"a " + dots(100), 40, gap40 + "a\n" + gap40 + dots(100) + "\n",
       gap40 + "a\n" + gap40 + dots(40) + "\n" + gap40 + dots(40) + "\n" + gap40 + dots(20) + "\n"},
      {"a " + dots(30) + ":" + dots(30) + ":" + dots(30), 40,
       gap40 + "a\n" + gap40 + dots(30) + ":" + dots(30) + ":" + dots(30) + "\n",
       gap40 + "a\n" + gap40 + dots(30) + ":\n" + gap40 + dots(30) + ":\n" + gap40 + dots(30) +
           "\n"},
      {"", 2, "  \n", "  \n"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.text);
    CHECK(wrap(row.text, {row.indent, row.indent}) == row.stands_out);
    CHECK(wrap(row.text, {row.indent, row.indent, LongWords::kFit}) == row.fits);
  }
}

TEST_CASE("wrap: a long first word goes to the next line") {
  const std::string first(40, ' ');  // where the caller has put something
  CHECK(wrap(dots(50), {40, 40, LongWords::kFit}) ==
        first + "\n" + std::string(30, ' ') + dots(50) + "\n");
}

TEST_CASE("wrap: no line is wider than a terminal, whatever the text") {
  for (const std::string_view character : {"x", "é", "界", "e\xCC\x81", ":"}) {
    for (const std::size_t length : {1U, 39U, 40U, 41U, 79U, 80U, 81U, 500U}) {
      std::string text = "word ";
      for (std::size_t i = 0; i < length; ++i) text += character;
      for (const std::size_t indent : {0U, 5U, 39U, 60U, 79U}) {
        CAPTURE(text);
        CAPTURE(indent);
        const std::string lines = wrap(text + " word", {0, indent, LongWords::kFit});
        for (const std::string_view line : support::split_lines(lines)) {
          // A wide character does not fit in a single column.
          CHECK(display_width(line) <= kColumns + (indent == 79 ? 1 : 0));
        }
      }
    }
  }
}

TEST_CASE("fitted: just so many columns") {
  struct Row {
    std::string_view text, expected;
  };
  const Row rows[] = {
      {"key", "key       "},         {"0123456789", "0123456789"},
      {"0123456789a", "0123..789a"}, {"", "          "},
      {"界界界界界", "界界界界界"},  {"界界界界界界", "界界..界界"},
      {"界界x界界界", "界界..界界"}, {"éééééééééééé", "éééé..éééé"},
  };
  for (const Row& row : rows) CHECK(fitted(row.text, 10) == row.expected);
}

}  // namespace
}  // namespace cordon
