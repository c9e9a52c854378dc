// Comments and tests cite clauses of docs/semantics.md: each of them has to be there. Bold codes
// (`**M2**`), headings (`### 4.1`) and the items of numbered lists (item 13 of 11 is 11.13) are
// clauses.

#include <fmt/format.h>
#include <re2/re2.h>

#include <filesystem>
#include <set>
#include <string>

#include "doctest/doctest.h"
#include "tests/support/file.h"

namespace cordon {
namespace {

using Clauses = std::set<std::string, std::less<>>;

Clauses clauses_of(std::string_view page) {
  static const RE2 kHeading(R"(^##+ ([0-9.]*[0-9]))");
  static const RE2 kItem(R"(^([0-9]+)\. )");
  static const RE2 kBold(R"(\*\*([A-Z][0-9]+)\*\*)");
  Clauses found;
  std::string section;
  for (const std::string_view line : support::split_lines(page)) {
    std::string name;
    if (RE2::PartialMatch(line, kHeading, &name)) {
      section = name;
      found.insert(name);
    } else if (RE2::PartialMatch(line, kItem, &name)) {
      found.insert(fmt::format("{}.{}", section, name));
    }
    re2::StringPiece rest(line);
    while (RE2::FindAndConsume(&rest, kBold, &name)) found.insert(name);
  }
  return found;
}

// A comment's lines as one: a citation may be broken over two.
std::string unbroken(std::string text) {
  static const RE2 kBreak(R"(\n\s*///? )");
  RE2::GlobalReplace(&text, kBreak, " ");
  return text;
}

// Calls `visit` with every clause that a text cites: `semantics.md 3.5 and 12` cites two.
template <class Visit>
void for_each_citation(const std::string& text, Visit visit) {
  static const RE2 kCitation(
      R"(semantics\.md ((?:[A-Z]?[0-9.]*[0-9])(?:(?:, | and | to )[A-Z]?[0-9.]*[0-9])*))");
  static const RE2 kClause(R"(([A-Z]?[0-9.]*[0-9]))");
  re2::StringPiece rest(text);
  std::string list;
  while (RE2::FindAndConsume(&rest, kCitation, &list)) {
    re2::StringPiece clauses(list);
    std::string clause;
    while (RE2::FindAndConsume(&clauses, kClause, &clause)) visit(clause);
  }
}

TEST_CASE("citations: what a text cites") {
  std::string cited;
  for_each_citation(
      unbroken("// (semantics.md M8 to M10), semantics.md\n/// 3.5 and 12. No more 7\n"),
      [&](const std::string& clause) { cited += clause + " "; });
  CHECK(cited == "M8 M10 3.5 12 ");
}

TEST_CASE("citations: every clause that is cited stands in docs/semantics.md") {
  const Clauses known = clauses_of(support::read_file("docs/semantics.md").value());
  for (const std::string_view clause : {"0.3", "4.1", "12", "11.13", "6.3.14", "M2", "X13"}) {
    CAPTURE(clause);
    CHECK(known.contains(clause));
  }
  std::string unknown;
  std::size_t citations = 0;
  for (const std::string_view folder : {"grammar", "engine", "rules", "cli", "tests"}) {
    for (const std::filesystem::path& path : support::files_below(folder, {".h", ".cc"})) {
      for_each_citation(unbroken(support::read_file(path).value()), [&](const std::string& clause) {
        ++citations;
        if (!known.contains(clause)) unknown += fmt::format("{}: {}\n", path.string(), clause);
      });
    }
  }
  CHECK(unknown == "");
  CHECK(citations > 50);  // else the walk has found nothing
}

}  // namespace
}  // namespace cordon
