// The pages of docs/rules are those of the rules, with the policies of their fixtures; there is one
// of each, and none without a rule.

#include <fmt/format.h>

#include <filesystem>
#include <set>
#include <string>

#include "doctest/doctest.h"
#include "rules/page.h"
#include "rules/registry.h"
#include "tests/support/file.h"
#include "tests/support/golden.h"

namespace cordon::rules {
namespace {

TEST_CASE("rules: the examples in the program are the fixtures") {
  for (const Rule* rule : all_rules()) {
    CAPTURE(rule->id);
    const RuleExamples examples = examples_of(*rule);
    CHECK(!examples.bad.empty());
    CHECK(!examples.better.empty());
    const std::string folder = fmt::format("fixtures/rules/{}-{}/", rule->id, rule->name);
    for (const auto* files : {&examples.bad, &examples.better}) {
      for (const ExampleFile& file : *files) {
        CAPTURE(file.name);
        // If not: the program is older than the fixtures.
        CHECK(support::read_file(folder + std::string(file.name)) == std::string(file.text));
      }
    }
    const auto request = support::read_file(folder + "request.json");
    CHECK(request.value_or("") == std::string(examples.request));
  }
}

TEST_CASE("rules: every one has its page") {
  std::set<std::string> pages{"README.md"};
  for (const Rule* rule : all_rules()) {
    CAPTURE(rule->id);
    const std::string name = fmt::format("{}.md", rule->id);
    CHECK(support::golden_difference("docs/rules/" + name, page_markdown(*rule)) == "");
    pages.insert(name);
  }
  CHECK(support::golden_difference("docs/rules/README.md", index_markdown()) == "");
  for (const auto& file : support::files_below("docs/rules", {".md"})) {
    CAPTURE(file.string());
    CHECK(pages.contains(file.filename().string()));  // else its rule is gone
  }
}

TEST_CASE("rules: every one is of a family") {
  for (const Rule* rule : all_rules()) {
    CAPTURE(rule->id);
    CHECK(std::ranges::find(families(), family_of(*rule), &Family::id) != families().end());
  }
}

}  // namespace
}  // namespace cordon::rules
