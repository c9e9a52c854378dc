// Paths of places in a document, as ValidatePolicy's findings write them.
#include "rules/findings/json_path.h"

#include <fmt/format.h>

#include <chrono>
#include <string>

#include "doctest/doctest.h"
#include "tests/support/json_dump.h"

namespace cordon::rules {
namespace {

std::string dump(const PathElement& element) {
  switch (element.kind) {
    case PathElement::Kind::kValue:
      return fmt::format(".{}", element.name);
    case PathElement::Kind::kKey:
      return fmt::format(" key {}", element.name);
    case PathElement::Kind::kIndex:
      return fmt::format("[{}]", element.number);
    case PathElement::Kind::kSubstring:
      return fmt::format(" {}+{}", element.number, element.length);
  }
  return "";
}

std::string dump(const JsonPlace& place, const Source& source) {
  std::string text;
  for (const PathElement& element : place.path) text += dump(element);
  return fmt::format("{} = {}", text, source.text(place.span));
}

// The place of what stands between ‹ and › in the text, which are taken out.
std::string place_in(std::string text, std::string_view below) {
  const std::string_view open = "‹";
  const std::string_view close = "›";
  const std::size_t begin = text.find(open);
  text.erase(begin, open.size());
  const std::size_t end = text.find(close);
  text.erase(end, close.size());
  const JsonResult read = read_json(test::source_of(text));
  REQUIRE(read.root());
  const JsonValue root = below.empty() ? *read.root() : read.root()->find(below).value();
  const Span span{static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)};
  return dump(JsonPlaces(root).at(span), *read.tree->source());
}

TEST_CASE("json places: paths") {
  struct Row {
    std::string_view text, expected;
    std::string_view below;
  };
  const Row rows[] = {
      {R"(‹{}›)", " = {}"},
      {R"({"A":‹"x"›})", R"(.A = "x")"},
      {R"({"A":"‹x›"})", R"(.A = "x")"},
      {R"({"A":"xy‹z›"})", R"(.A 2+1 = z)"},
      {R"({"A":"‹xy›z"})", R"(.A 0+2 = xy)"},
      {R"({"A":"x‹›yz"})", R"(.A 1+0 = )"},
      {R"({‹"A"›:"x"})", R"( key A = "A")"},
      {R"({"‹a›ws:x":1})", R"( key aws:x 0+1 = a)"},
      {R"({"A":"x",‹"B"›:[1]})", R"( key B = "B")"},
      {R"({"A":["x",‹"y"›]})", R"(.A[1] = "y")"},
      {R"({"A":[[],{"B":[0,‹1›]},2]})", R"(.A[1].B[1] = 1)"},
      {R"({"A":[[],{"B":[0,1]},‹2›]})", R"(.A[2] = 2)"},
      {R"({"A":‹[1,2]›})", R"(.A = [1,2])"},
      // What holds two values is what holds both.
      {R"({"A":[‹1,2›,3]})", R"(.A = 1,2)"},
      {R"({‹"A":1›,"B":2})", R"( = "A":1)"},
      {R"({"A":[1‹,2›]})", R"(.A = ,2)"},
      // Escapes: places are of the decoded text, in code points.
      {R"({"A":"\u00e4\n‹x›"})", R"(.A 2+1 = x)"},
      {R"({"A":"äöü‹\u0041›b"})", R"(.A 3+1 = \u0041)"},
      {R"({"\u0041":‹1›})", R"(.A = 1)"},
      // Of an inner document, paths start there.
      {R"({"Document":{"A":[‹"x"›]},"B":1})", R"(.A[0] = "x")", "Document"},
      {R"({"Document":‹{"A":["x"]}›,"B":1})", R"( = {"A":["x"]})", "Document"},
      {R"({"Document":{"A":["x"]},"B":‹1›})", R"( = 1)", "Document"},
      {R"({"C":‹1›,"Document":{"A":["x"]}})", R"( = 1)", "Document"},
      {R"({"A":1}‹›)", " = "},
  };
  for (const Row& row : rows) {
    CAPTURE(row.text);
    CHECK(place_in(std::string(row.text), row.below) == row.expected);
  }
}

TEST_CASE("json places: a long list is no burden") {
  std::string text = R"({"A":[)";
  for (int i = 0; i < 200'000; ++i) text += R"("x",)";
  const auto last = static_cast<std::uint32_t>(text.size());
  text += R"("y"]})";
  const JsonResult read = read_json(test::source_of(text));
  const JsonPlaces places(*read.root());
  const auto start = std::chrono::steady_clock::now();
  for (int i = 0; i < 200'000; ++i) {
    const JsonPlace place = places.at({last, last + 3});
    REQUIRE(place.path.size() == 2);
    REQUIRE(place.path.back().number == 200'000);
  }
  CHECK(std::chrono::steady_clock::now() - start < std::chrono::seconds(20));
}

}  // namespace
}  // namespace cordon::rules
