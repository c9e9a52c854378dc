#include <string>
#include <vector>

#include "doctest/doctest.h"
#include "rules/fix/fix.h"

namespace cordon {
namespace {

TEST_CASE("fixes are applied whole, or wait for the next round") {
  using Fixes = std::vector<std::vector<rules::Edit>>;
  struct Row {
    std::string_view about;
    Fixes fixes;
    std::string_view text;
    std::size_t applied;
  };
  const Row rows[] = {
      {"none", {}, "abcdef", 0},
      {"a replacement", {{{{1, 3}, "X"}}}, "aXdef", 1},
      {"an insertion at the end", {{{{6, 6}, "!"}}}, "abcdef!", 1},
      {"two places of one fix", {{{{0, 1}, ""}, {{5, 6}, ""}}}, "bcde", 1},
      {"two fixes apart", {{{{0, 1}, "X"}}, {{{3, 4}, "Y"}}}, "XbcYef", 2},
      {"two that overlap", {{{{0, 3}, "X"}}, {{{2, 4}, "Y"}}}, "Xdef", 1},
      {"two that meet", {{{{0, 2}, "X"}}, {{{2, 4}, "Y"}}}, "Xcdef", 1},
      {"a fix inside another's gap", {{{{0, 1}, ""}, {{5, 6}, ""}}, {{{2, 4}, "-"}}}, "b-e", 2},
  };
  for (const Row& row : rows) {
    CAPTURE(row.about);
    std::vector<rules::Finding> findings;
    for (const auto& edits : row.fixes) {
      rules::Finding finding;
      finding.span = edits.front().span;
      finding.fix = rules::Fix{.title = "", .edits = edits, .safe = true};
      findings.push_back(std::move(finding));
    }
    std::vector<const rules::Finding*> pointers;
    for (const rules::Finding& finding : findings) pointers.push_back(&finding);
    const rules::FixedText fixed = rules::apply_fixes("abcdef", pointers);
    CHECK(fixed.text == row.text);
    CHECK(fixed.applied.size() == row.applied);
  }
}

}  // namespace
}  // namespace cordon
