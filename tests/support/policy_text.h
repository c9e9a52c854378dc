// Policies for tests, from their text. Not for code under test: a text that is no JSON ends the
// test by an exception, since it is the test that is wrong then.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/compile.h"
#include "grammar/json.h"

namespace cordon::support {

// The root of a JSON text; keep the tree as long as the value.
struct JsonText {
  JsonPtr tree;

  [[nodiscard]] JsonValue root() const { return {*tree, 0}; }
};

JsonText json(std::string_view text);

// One JSON text for each line of a file below the source root.
std::vector<JsonText> json_lines(std::string_view path);

// A value's own text: to be spliced into another JSON text.
std::string_view source_text(JsonValue value);

// `text` as a JSON string, quotes included.
std::string quoted(std::string_view text);

CompileResult compile(std::string_view document, PolicyType type);
PolicyPtr policy(std::string_view document, PolicyType type = PolicyType::kIdentity);

// A document of Version 2012-10-17; `statements` are JSON objects, separated by commas.
std::string document(std::string_view statements);

// The diagnostics, one a line: `error: …`.
std::string to_lines(const Diagnostics& diagnostics);

}  // namespace cordon::support
