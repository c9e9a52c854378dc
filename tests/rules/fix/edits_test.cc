#include "rules/fix/edits.h"

#include <algorithm>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "doctest/doctest.h"
#include "grammar/yaml.h"

namespace cordon::rules {
namespace {

JsonResult read(std::string_view text) {
  return read_json(std::make_shared<Source>("edits.json", std::string(text)));
}

std::string applied(const JsonResult& result, const Edits& edits) {
  if (edits.empty()) return "no edits";
  std::string text(result.tree->source()->text());
  std::uint32_t behind = static_cast<std::uint32_t>(text.size());
  for (auto edit = edits.rbegin(); edit != edits.rend(); ++edit) {
    CHECK(edit->span.end <= behind);
    behind = edit->span.begin;
    text.replace(edit->span.begin, edit->span.end - edit->span.begin, edit->text);
  }
  CHECK(read(text).root().has_value());
  return text;
}

// The values of an array that say "x", or the keys of an object that do.
std::vector<JsonValue> marked(JsonValue container) {
  std::vector<JsonValue> values;
  for (const JsonValue element : container.elements()) {
    if (element.text() == "x") values.push_back(element);
  }
  for (const auto member : container.members()) {
    if (member.key.text().starts_with('x')) values.push_back(member.key);
  }
  return values;
}

TEST_CASE("edits: entries marked x are removed") {
  struct Row {
    std::string_view text, left;
  };
  const Row rows[] = {
      {R"(["x", "a", "b"])", R"(["a", "b"])"},
      {R"(["a", "x", "b"])", R"(["a", "b"])"},
      {R"(["a", "b", "x"])", R"(["a", "b"])"},
      {R"(["x", "x", "a", "x", "x", "b", "x"])", R"(["a", "b"])"},
      {R"(["a" , "x" ])", R"(["a" ])"},
      {R"([ "x" ])", R"([  ])"},
      {R"(["x","x"])", R"([])"},
      {"[\n  \"x\",\n  \"a\"\n]", "[\n  \"a\"\n]"},
      {"[\n  \"a\",\n  \"x\"\n]", "[\n  \"a\"\n]"},
      {R"(["a"])", "no edits"},
      {R"({"x": [1, 2], "a": 1})", R"({"a": 1})"},
      {R"({"a": 1, "x": {"b": 1}, "x2": 2})", R"({"a": 1})"},
      {R"({"a":1,"x":null,"b":2})", R"({"a":1,"b":2})"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.text);
    const JsonResult result = read(row.text);
    const JsonValue root = result.root().value();
    const Edits edits = root.is(JsonKind::kArray) ? remove_elements(root, marked(root))
                                                  : remove_members(root, marked(root));
    CHECK(applied(result, edits) == row.left);
  }
}

TEST_CASE("edits: a member or an element is added in the layout of its neighbours") {
  struct Row {
    std::string_view text, first, last;
  };
  const Row rows[] = {
      {"{}", R"({"n": 1})", R"({"n": 1})"},
      {R"({"a": 2})", R"({"n": 1, "a": 2})", R"({"a": 2, "n": 1})"},
      {R"({ "a": 2 })", R"({ "n": 1, "a": 2 })", R"({ "a": 2, "n": 1 })"},
      {"{\n  \"a\": 2\n}", "{\n  \"n\": 1,\n  \"a\": 2\n}", "{\n  \"a\": 2,\n  \"n\": 1\n}"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.text);
    const JsonResult result = read(row.text);
    CHECK(applied(result, add_first_member(*result.root(), "n", "1")) == row.first);
    CHECK(applied(result, add_last_member(*result.root(), "n", "1")) == row.last);
  }
  const Row lists[] = {
      {"[]", "[1]", ""},
      {R"(["a"])", R"(["a", 1])", ""},
      {"[\n\t\"a\",\n\t\"b\"\n]", "[\n\t\"a\",\n\t\"b\",\n\t1\n]", ""},
      {R"("a")", R"(["a", 1])", ""},
  };
  for (const Row& row : lists) {
    CAPTURE(row.text);
    const JsonResult result = read(row.text);
    CHECK(applied(result, add_element(*result.root(), "1")) == row.first);
  }
}

TEST_CASE("edits: texts are replaced whole or in part, escaped") {
  struct Row {
    std::string_view text, part, by, whole, partly;
  };
  const Row rows[] = {
      {R"("abc")", "b", "B", R"("B")", R"("aBc")"},
      {R"("a\u0062c")", "b", "\"\\\n", R"("\"\\\u000a")", R"("a\"\\\u000ac")"},
      {R"("abc")", "", "x", R"("x")", R"("xabc")"},
      {R"("abc")", "abc", "", R"("")", R"("")"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.text);
    const JsonResult result = read(row.text);
    const JsonValue string = *result.root();
    const std::size_t begin = string.text().find(row.part);
    CHECK(applied(result, replace_string(string, row.by)) == row.whole);
    CHECK(applied(result, replace_part(string, begin, begin + row.part.size(), row.by)) ==
          row.partly);
  }
}

TEST_CASE("edits: lists of one") {
  struct Row {
    std::string_view text, wrapped, unwrapped;
  };
  const Row rows[] = {
      {R"("a")", R"(["a"])", "no edits"},
      {R"([ "a" ])", R"([[ "a" ]])", R"("a")"},
      {R"([{"a": []}])", R"([[{"a": []}]])", R"({"a": []})"},
      {"[1, 2]", "[[1, 2]]", "no edits"},
      {"true", "[true]", "no edits"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.text);
    const JsonResult result = read(row.text);
    CHECK(applied(result, wrap_in_list(*result.root())) == row.wrapped);
    CHECK(applied(result, unwrap_list(*result.root())) == row.unwrapped);
  }
}

TEST_CASE("edits: of YAML's own notation there are none") {
  const JsonResult result =
      read_yaml(std::make_shared<Source>("edits.yaml", "a:\n  - x\n  - y\nb: yes\n"));
  const JsonValue root = result.root().value();
  const JsonValue list = root.find("a").value();
  CHECK(remove_members(root, marked(root)).empty());
  CHECK(remove_elements(list, marked(list)).empty());
  CHECK(add_first_member(root, "n", "1").empty());
  CHECK(add_element(list, "1").empty());
  CHECK(replace_string(*list.elements().begin(), "z").empty());
  CHECK(replace_part(*list.elements().begin(), 0, 1, "z").empty());
  CHECK(wrap_in_list(list).empty());
  CHECK(!safe_fix("nothing", {}).has_value());
  CHECK(safe_fix("title", {{.span = {}, .text = "x"}})->safe);
  CHECK(!unsafe_fix("title", {{.span = {}, .text = "x"}})->safe);
}

TEST_CASE("edits: joined edits are in the order of the text") {
  const JsonResult result = read(R"({"a": 1, "b": "c"})");
  const JsonValue root = *result.root();
  const Edits both = join(replace_string(root.find("b").value(), "C"),
                          remove_member(root, find_member(root, "a")->key));
  CHECK(applied(result, both) == R"({"b": "C"})");
  CHECK(join({}, remove_member(root, find_member(root, "a")->key)).empty());
  CHECK(!find_member(root, "z").has_value());
}

}  // namespace
}  // namespace cordon::rules
