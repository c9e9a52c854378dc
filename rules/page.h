// The page of a rule: what it is called, what it reports and why, with the policies of its fixture
// folder as examples. The fixtures are part of the program, so a page always shows what the tests
// run. How a terminal shows it is not here.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "rules/rule.h"

namespace cordon::rules {

/// A file of a rule's fixture folder.
struct ExampleFile {
  std::string_view name;  // `fires.json`, `fires-together/a.json`
  std::string_view text;
};

struct RuleExamples {
  std::vector<ExampleFile> bad;     // on which the rule fires; several: documents of one principal
  std::vector<ExampleFile> better;  // on which it is silent
  std::string_view request;         // a case that gets through with the bad one; may be empty
};
[[nodiscard]] RuleExamples examples_of(const Rule& rule);

/// The page as Markdown, with the same headings for all rules.
[[nodiscard]] std::string page_markdown(const Rule& rule);

/// All rules by family, in tables whose ids lead to the pages beside.
[[nodiscard]] std::string index_markdown();

/// The codes, without the empty ones.
[[nodiscard]] std::vector<std::string_view> aws_codes_of(const Rule& rule);

/// `SYN`: the family of an id; and what it is about.
[[nodiscard]] std::string_view family_of(const Rule& rule);
struct Family {
  std::string_view id;
  std::string_view title;
};
[[nodiscard]] const std::vector<Family>& families();

}  // namespace cordon::rules
