// The Markdown report: nothing that an incident's names hold is markup.

#include <string>
#include <string_view>

#include "doctest/doctest.h"
#include "tests/support/file.h"
#include "tests/support/hostile_incident.h"

namespace cordon::support {
namespace {

std::size_t backticks_at(std::string_view line, std::size_t at) {
  return std::min(line.find_first_not_of('`', at), line.size()) - at;
}

// Where the code that begins at `open` ends: behind as many backticks as it begins with; `open`
// when nothing closes it.
std::size_t code_end(std::string_view line, std::size_t open) {
  const std::size_t fence = backticks_at(line, open);
  for (std::size_t at = line.find('`', open + fence); at != std::string_view::npos;
       at = line.find('`', at)) {
    const std::size_t row = backticks_at(line, at);
    if (row == fence) return at + row;
    at += row;
  }
  return open;
}

// A line without its code and without what a backslash makes a mere character: what is left is
// markup or harmless.
std::string markup_of(std::string_view line) {
  std::string left;
  for (std::size_t at = 0; at < line.size();) {
    if (line[at] == '\\') {
      at += 2;
    } else if (line[at] == '`' && code_end(line, at) != at) {
      at = code_end(line, at);
    } else {
      left += line[at++];
    }
  }
  return left;
}

// As GitHub does: cells are cut at bars that no backslash stands before, also inside of code.
std::size_t cells(std::string_view line) {
  std::size_t count = 0;
  for (std::size_t at = 0; at < line.size(); ++at) {
    if (line[at] == '|' && (at == 0 || line[at - 1] != '\\')) ++count;
  }
  return count;
}

TEST_CASE("contain markdown: names are no markup") {
  const std::string text = written("markdown", hostile_incident());
  std::size_t columns = 0;
  for (const std::string_view line : split_lines(text)) {
    CAPTURE(line);
    const std::string markup = markup_of(line);
    CHECK(markup.find_first_of("`<[]@~$&\x1b") == std::string::npos);
    const bool in_table = line.starts_with("|");
    if (in_table && columns == 0) columns = cells(line);
    if (in_table) CHECK(cells(line) == columns);
    if (!in_table) columns = 0;
    CHECK(
        (!line.starts_with("#") || markup.starts_with("# Incident") || markup.starts_with("## ")));
  }
  CHECK(text.contains("## What gets through"));
  CHECK(text.contains("## Probes"));
}

TEST_CASE("contain markdown: code holds what it is given") {
  struct Row {
    std::string_view id, code;
  };
  const Row rows[] = {
      {"key", "| `key` |"},   {"a`b", "| `` a`b `` |"}, {"``", "| ``` `` ``` |"},
      {"a|b", "| `a\\|b` |"}, {"*x*", "| `*x*` |"},
  };
  for (const Row& row : rows) {
    const std::string credential = fmt::format(
        "- {{id: \"{}\", kind: access-key, principal: \"arn:aws:iam::111122223333:user/bob\"}}\n",
        row.id);
    CAPTURE(row.id);
    CHECK(written("markdown", incident::judged(credential, "")).contains(row.code));
  }
}

}  // namespace
}  // namespace cordon::support
