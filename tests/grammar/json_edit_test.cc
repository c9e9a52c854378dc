#include "grammar/json_edit.h"

#include <string>
#include <string_view>

#include "doctest/doctest.h"
#include "tests/support/json_dump.h"

namespace cordon {
namespace {

using test::dump;

// The values of arrays, in document order.
std::vector<JsonValue> elements_of(const Json& tree) {
  std::vector<JsonValue> found;
  for (std::uint32_t i = 0; i < tree.nodes().size(); ++i) {
    for (const JsonValue element : JsonValue(tree, i).elements()) found.push_back(element);
  }
  return found;
}

TEST_CASE("json edit: every element of every array can be left out") {
  struct Row {
    std::string_view text;
    std::size_t element;
    std::string_view result;
  };
  const Row rows[] = {
      {"[1]", 0, "[]"},
      {"[1, 2, 3]", 0, "[2, 3]"},
      {"[1, 2, 3]", 1, "[1, 3]"},
      {"[1, 2, 3]", 2, "[1, 2]"},
      {R"({"a": [{"b": [1, 2]}, 3], "c": {"d": [4]}})", 0, R"({"a": [3], "c": {"d": [4]}})"},
      {R"({"a": [{"b": [1, 2]}, 3], "c": {"d": [4]}})", 1,
       R"({"a": [{"b": [1, 2]}], "c": {"d": [4]}})"},
      {R"({"a": [{"b": [1, 2]}, 3], "c": {"d": [4]}})", 3,
       R"({"a": [{"b": [1]}, 3], "c": {"d": [4]}})"},
      {R"({"a": [{"b": [1, 2]}, 3], "c": {"d": [4]}})", 4,
       R"({"a": [{"b": [1, 2]}, 3], "c": {"d": []}})"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.text);
    CAPTURE(row.element);
    const JsonPtr tree = read_json(test::source_of(row.text)).tree;
    const JsonPtr edited = without_element(tree, elements_of(*tree)[row.element]);
    CHECK(dump(JsonValue(*edited, 0)) == row.result);
    CHECK(dump(JsonValue(*tree, 0)) == row.text);
  }
}

TEST_CASE("json edit: another text, and the tree outlives the one that it was made from") {
  JsonPtr tree = read_json(test::source_of(R"(["a\u0062c", "d"])")).tree;
  tree = with_texts(tree, std::vector<OtherText>{{2, "e"}});
  CHECK(dump(JsonValue(*tree, 0)) == R"(["abc", "e"])");
  tree = with_texts(tree, std::vector<OtherText>{{1, "a much longer text"}, {2, ""}});
  CHECK(dump(JsonValue(*tree, 0)) == R"(["a much longer text", ""])");
}

TEST_CASE("json edit: an object put together keeps the places of its parts") {
  const JsonPtr tree = read_json(test::source_of(R"({"a": [1, {"b": 2}], "c": {"d": "x"}})")).tree;
  const JsonValue root(*tree, 0);
  const auto first = *root.members().begin();
  ObjectComposer composer(tree, {3, 4});
  composer.add("new", "text");
  composer.add(first.key, first.value);
  composer.open(first.key, {5, 6});
  for (const auto [key, value] : root.find("c")->members()) composer.add(key, value);
  composer.close();
  composer.add(first.key, *root.find("c"));
  const JsonPtr object = composer.finish();
  CHECK(dump(JsonValue(*object, 0)) ==
        R"({"new": "text", "a": [1, {"b": 2}], "a": {"d": "x"}, "a": {"d": "x"}})");
  CHECK(JsonValue(*object, 0).span() == Span{3, 4});
  CHECK(JsonValue(*object, 0).find("a")->span() == first.value.span());
}

}  // namespace
}  // namespace cordon
