#include <string>
#include <string_view>
#include <utility>

#include "rules/fix/edits.h"
#include "rules/rule.h"

namespace cordon::rules {
namespace {

constexpr std::string_view kBlanks = " \t";

struct Census {
  std::size_t crlf = 0;
  std::size_t lf = 0;
  std::size_t tab_lines = 0;
  std::size_t blank_lines = 0;
};

/// Calls `visit(begin, end)` for each line with its end.
template <class Visit>
void for_each_line(std::string_view text, Visit visit) {
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t feed = text.find('\n', begin);
    const std::size_t end = feed == std::string_view::npos ? text.size() : feed + 1;
    visit(begin, end);
    begin = end;
  }
}

std::string_view indentation(std::string_view line) {
  return line.substr(0, std::min(line.find_first_not_of(kBlanks), line.size()));
}

Census census(std::string_view text) {
  Census count;
  for_each_line(text, [&](std::size_t begin, std::size_t end) {
    const std::string_view line = text.substr(begin, end - begin);
    if (line.ends_with("\r\n")) {
      ++count.crlf;
    } else if (line.ends_with('\n')) {
      ++count.lf;
    }
    const std::string_view indent = indentation(line);
    if (indent.contains('\t')) {
      ++count.tab_lines;
    } else if (!indent.empty()) {
      ++count.blank_lines;
    }
  });
  return count;
}

Edit replacement(std::size_t begin, std::size_t end, std::string text) {
  return {
      .span = {.begin = static_cast<std::uint32_t>(begin), .end = static_cast<std::uint32_t>(end)},
      .text = std::move(text)};
}

/// Line ends as LF: no byte between quotes is a line end in JSON.
Edits with_lf(std::string_view text) {
  Edits edits;
  for_each_line(text, [&](std::size_t begin, std::size_t end) {
    if (!text.substr(begin, end - begin).ends_with("\r\n")) return;
    edits.push_back(replacement(end - 2, end - 1, ""));
  });
  return edits;
}

Edits without_tabs(std::string_view text) {
  Edits edits;
  for_each_line(text, [&](std::size_t begin, std::size_t end) {
    const std::string_view indent = indentation(text.substr(begin, end - begin));
    if (!indent.contains('\t')) return;
    std::string blanks;
    for (const char c : indent) blanks += c == '\t' ? "  " : " ";
    edits.push_back(replacement(begin, begin + indent.size(), std::move(blanks)));
  });
  return edits;
}

void report(const Subject& subject, std::string message, std::string title, Edits edits,
            Found& found) {
  const Span place = edits.front().span;
  found.add(subject, place, std::move(message)).fix = safe_fix(std::move(title), std::move(edits));
}

void check(const Subject& subject, Found& found) {
  const std::string_view text = subject.source()->text();
  const bool whole_file = subject.found.root && subject.found.root->index() == 0 &&
                          !subject.source()->embedded_in() &&
                          subject.source()->text(subject.document.span).starts_with('{');
  if (!whole_file) return;
  const Census count = census(text);
  if (count.crlf > 0 && count.lf > 0) {
    report(subject, "some lines end in CRLF, some in LF", "end all lines in LF", with_lf(text),
           found);
  }
  if (count.tab_lines > 0 && count.blank_lines > 0) {
    report(subject, "some lines are indented by tabs, some by blanks", "indent by blanks",
           without_tabs(text), found);
  }
  if (!text.ends_with('\n')) {
    report(subject, "the last line has no end", "end it",
           {replacement(text.size(), text.size(), "\n")}, found);
  }
}

}  // namespace

extern const Rule kMixedLineEndings{
    .id = "STY013",
    .name = "mixed-line-endings",
    .level = Level::kInfo,
    .profile = Profile::kPedantic,
    .fix = FixKind::kSafe,
    .summary = "line ends of two kinds, tabs among blanks, no end of the last line",
    .doc =
        R"(Lines that end in CRLF here and in LF there, and lines indented by tabs among others indented by blanks,
make changes of whole files out of changes of a line. Files end with the end of a line.

The fix ends all lines in LF and the last one too; a tab of the indentation becomes two blanks.
)",
    .check = check,
};

}  // namespace cordon::rules
