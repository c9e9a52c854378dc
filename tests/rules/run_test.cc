#include "rules/run.h"

#include <algorithm>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "doctest/doctest.h"
#include "rules/rule.h"

namespace cordon {
namespace {

rules::Finding finding_at(const rules::Rule& rule, SourcePtr source, std::uint32_t begin) {
  rules::Finding finding;
  finding.rule = &rule;
  finding.source = std::move(source);
  finding.span = {.begin = begin, .end = begin + 1};
  return finding;
}

TEST_CASE("findings of documents inside of strings are sorted by the place of the string") {
  const rules::Rule rule{.id = "SYN001"};
  const auto file = std::make_shared<const Source>("f", std::string(100, ' '));
  const auto first =
      std::make_shared<const Source>("f", std::string(50, ' '), EmbeddedIn{file, {10, 40}});
  const auto second =
      std::make_shared<const Source>("f", std::string(50, ' '), EmbeddedIn{file, {60, 90}});
  std::vector<rules::Finding> findings = {finding_at(rule, second, 5), finding_at(rule, first, 30),
                                          finding_at(rule, file, 50), finding_at(rule, first, 20),
                                          finding_at(rule, second, 0)};
  std::ranges::stable_sort(findings, {}, rules::place_in_order);
  std::string order;
  for (const rules::Finding& finding : findings) {
    const std::string_view name =
        finding.source == file ? "file" : (finding.source == first ? "1" : "2");
    order += std::string(name) + "@" + std::to_string(finding.span.begin) + " ";
  }
  CHECK(order == "1@20 1@30 file@50 2@0 2@5 ");
}

}  // namespace
}  // namespace cordon
