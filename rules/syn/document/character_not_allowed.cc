#include "rules/rule.h"
#include "rules/syn/problems.h"

namespace cordon::rules {
namespace {

void check(const Subject& subject, Found& found) {
  report_problems(subject, Problem::kCharacter, found);
}

}  // namespace

extern const Rule kCharacterNotAllowed{
    .id = "SYN003",
    .name = "character-not-allowed",
    .level = Level::kError,
    .fix = FixKind::kHint,
    .summary = "character that IAM takes nowhere in a policy",
    .doc =
        R"(A policy may hold tab, line feed, carriage return and the characters U+0020 to U+00FF only.
Others come from word processors and web pages: curly quotes, long dashes, spaces of no width. IAM refuses
the whole document for one of them, even in a `Sid`.

The first one is shown; the message says how many follow.
)",
    .check = check,
};

}  // namespace cordon::rules
