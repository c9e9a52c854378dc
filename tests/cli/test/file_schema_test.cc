// The schema of test files (schemas/test-file.v1.json) says what the reader says: shipped test
// files are valid, and what the reader refuses for its shape is not.

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "cli/test/file/test_file.h"
#include "doctest/doctest.h"
#include "grammar/yaml.h"
#include "tests/support/file.h"
#include "tests/support/schemas.h"
#include "tests/support/yaml_as_json.h"

namespace cordon {
namespace {

constexpr std::string_view kSchema = "schemas/test-file.v1.json";

// What begins with a brace would be read as JSON.
std::string yaml(std::string_view text) { return "# YAML\n" + std::string(text); }

bool is_readable(const std::string& text) {
  const JsonResult read = read_json_or_yaml(std::make_shared<Source>("t", text));
  PolicyFiles files("-");
  PolicyStore store(files);
  return read.root() && !has_errors(read_test_file(read.tree, *read.root(), store).diagnostics);
}

TEST_CASE("test file schema: shipped test files are valid, as far as they can be used") {
  std::vector<std::string> texts;
  std::vector<bool> usable;
  for (const auto& file : support::files_below("fixtures/policy-tests", {".yaml", ".json"})) {
    const bool is_test = file.string().contains(".cordon.") && file.stem() != "cut.cordon";
    const bool is_odd = file.stem() == "lost-policy.cordon";  // its shape is right
    if (!is_test || is_odd) continue;
    texts.push_back(support::as_json(*support::read_file(file)));
    usable.push_back(file.parent_path().filename() != "bad");
  }
  CHECK(texts.size() >= 5);
  const auto complaints = support::json_schema_complaints(kSchema, texts);
  for (std::size_t i = 0; i < texts.size(); ++i) {
    CAPTURE(texts[i]);
    CAPTURE(complaints[i]);
    if (support::has_json_validator()) CHECK(complaints[i].empty() == usable[i]);
  }
}

TEST_CASE("test file schema: refuses what the reader refuses for its shape, and nothing else") {
  struct Row {
    std::string_view text;
    bool valid;
  };
  const Row rows[] = {
      {"{version: 1, cases: [{name: a, expect: denied, request: {principal: '*', action: 's3:G', "
       "resource: '*'}}]}",
       true},
      {"{version: 1, cases: [{name: a, expect: denied, unstated: unknown, decidedBy: [A, B], "
       "request: "
       "{principal: ['*'], action: ['s3:G'], resource: ['*'], at: null, credential: null, context: "
       "{a: null, b: [1, true, x]}, contextComplete: true, resourceAccount: 111122223333}}]}",
       true},
      {"{version: 1, policies: {identity: [], boundary: {Statement: []}, resource: null, scps: "
       "[[{Version: '2012-10-17', Statement: []}], []]}, cases: [{name: a, expect: denied, "
       "request: {principal: '*', action: 's3:G', resource: '*'}}]}",
       true},
      {"{version: 1, claims: [{name: a, not-granted: {Version: '2012-10-17', Statement: {Effect: "
       "Deny, Action: '*', Resource: '*'}}, action: '*', expect: holds}]}",
       true},
      {"{version: 1, defaults: {principal: '*'}, claims: [{name: a, none: {}, until: "
       "'2024-01-01T00:00:00Z', except: [], policies: {identity: []}, expect: holds}]}",
       true},
      {"{cases: [{name: a, expect: denied}]}", false},
      {"{version: 2, cases: [{name: a, expect: denied}]}", false},
      {"{version: 1}", false},
      {"{version: 1, cases: []}", false},
      {"{version: 1, cases: {}}", false},
      {"{version: 1, claims: []}", false},
      {"{version: 1, case: []}", false},
      {"{version: 1, defaults: [], cases: [{name: a, expect: denied}]}", false},
      {"{version: 1, defaults: {principal: '*', actions: 's3:G', resource: '*'}, cases: [{name: a, "
       "expect: denied}]}",
       false},
      {"{version: 1, defaults: {principal: '*', action: [], resource: '*'}, cases: [{name: a, "
       "expect: denied}]}",
       false},
      {"{version: 1, unstated: open, defaults: {principal: '*', action: 's3:G', resource: '*'}, "
       "cases: [{name: a, expect: denied}]}",
       false},
      {"{version: 1, cases: [{name: a, expect: denied, decidedBy: [], request: {principal: '*', "
       "action: 's3:G', resource: '*'}}]}",
       false},
      {"{version: 1, cases: [{name: a, expect: denied, decidedBy: '', request: {principal: '*', "
       "action: 's3:G', resource: '*'}}]}",
       false},
      {"{version: 1, cases: [{name: a, expect: , request: {principal: '*', action: 's3:G', "
       "resource: '*'}}]}",
       false},
      {"{version: 1, claims: [{name: a, denies: x, not-public: y, expect: holds}]}", false},
      {"{version: 1, claims: [{name: a, expect: holds}]}", false},
      {"{version: 1, claims: [{name: a, equivalent: [{Statement: []}], expect: holds}]}", false},
      {"{version: 1, claims: [{name: a, denies: {Statement: []}, when: before noon, expect: "
       "holds}]}",
       false},
      {"{version: 1, claims: [{name: a, not-granted: {Version: '2012-10-17', Statement: {Effect: "
       "Deny, Action: '*', Resource: '*'}}, action: '*', expect: undecided}]}",
       false},
  };
  std::vector<std::string> texts;
  for (const Row& row : rows) texts.push_back(support::as_json(yaml(row.text)));
  const auto complaints = support::json_schema_complaints(kSchema, texts);
  for (std::size_t i = 0; i < std::size(rows); ++i) {
    CAPTURE(rows[i].text);
    CAPTURE(complaints[i]);
    CHECK(is_readable(yaml(rows[i].text)) == rows[i].valid);
    if (support::has_json_validator()) CHECK(complaints[i].empty() == rows[i].valid);
  }
}

}  // namespace
}  // namespace cordon
