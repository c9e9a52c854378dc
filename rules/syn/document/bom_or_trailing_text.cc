#include <string_view>

#include "rules/fix/edits.h"
#include "rules/rule.h"
#include "rules/syn/problems.h"

namespace cordon::rules {
namespace {

constexpr std::string_view kByteOrderMark = "\uFEFF";

Edits removal(std::uint32_t begin, std::size_t end) {
  return {{.span = {.begin = begin, .end = static_cast<std::uint32_t>(end)}, .text = {}}};
}

void check_start(const Subject& subject, Found& found) {
  if (!subject.source()->text().starts_with(kByteOrderMark)) return;
  found
      .add(subject, {.begin = 0, .end = kByteOrderMark.size()},
           "a byte order mark stands before the document", "save the file without it")
      .fix = safe_fix("remove the byte order mark", removal(0, kByteOrderMark.size()));
}

// The reader stops at what follows the document.
void check_end(const Subject& subject, Found& found) {
  const std::string_view text = subject.source()->text();
  for (const Diagnostic& diagnostic : subject.problems) {
    if (diagnostic.problem != Problem::kTrailingText) continue;
    Finding& finding = found.add(subject, diagnostic.span, diagnostic.message, diagnostic.help);
    finding.aws_code = "JSON_SYNTAX_ERROR";
    const bool nothing_lost =
        text.find_first_not_of("}],; \t\r\n", diagnostic.span.begin) == std::string_view::npos;
    if (!nothing_lost) continue;
    const std::size_t end = text.find_last_not_of(" \t\r\n") + 1;
    finding.fix = safe_fix("remove what follows", removal(diagnostic.span.begin, end));
  }
}

void check(const Subject& subject, Found& found) {
  check_start(subject, found);
  check_end(subject, found);
}

}  // namespace

extern const Rule kBomOrTrailingText{
    .id = "SYN004",
    .name = "bom-or-trailing-text",
    .level = Level::kError,
    .fix = FixKind::kSafe,
    .summary = "byte order mark, or text behind the document",
    .doc =
        R"(A document begins with its brace and ends with it. A byte order mark before it is invisible in most
editors; text behind it is usually a brace too many or the rest of a paste. AWS refuses both.

The fix removes the mark, or what follows the last brace where that is only brackets, commas and blanks.
)",
    .check = check,
};

}  // namespace cordon::rules
