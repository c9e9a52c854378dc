#include <fmt/format.h>

#include <array>
#include <string>
#include <string_view>
#include <utility>

#include "grammar/text.h"
#include "rules/fix/edits.h"
#include "rules/rule.h"
#include "rules/syn/problems.h"

namespace cordon::rules {
namespace {

constexpr std::array<std::string_view, 2> kEffects = {"Allow", "Deny"};

std::string_view without_blanks(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(" \t\r\n");
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(" \t\r\n") + 1 - begin);
}

void mend(Finding& finding, JsonValue effect) {
  const std::string_view written = without_blanks(effect.text());
  const auto meant = nearest(written, kEffects);
  if (!meant) return;
  std::string title = fmt::format("write `{}`", *meant);
  Edits edits = replace_string(effect, *meant);
  finding.fix = equals_ignoring_ascii_case(written, *meant)
                    ? safe_fix(std::move(title), std::move(edits))
                    : unsafe_fix(std::move(title), std::move(edits));
}

void check(const Subject& subject, Found& found) {
  report_problems(subject, Problem::kInvalidEffect, found, mend);
}

}  // namespace

extern const Rule kInvalidEffect{
    .id = "SYN009",
    .name = "invalid-effect",
    .level = Level::kError,
    .fix = FixKind::kSafe,
    .aws_codes = {"INVALID_EFFECT"},
    .parliament = "MALFORMED",
    .summary = "Effect is neither Allow nor Deny",
    .doc =
        R"(`Effect` is exactly `Allow` or `Deny`: letter case counts, blanks count. IAM refuses everything else.

The fix puts right what differs by case or blanks only; for another misspelling somebody has to say what was
meant.
)",
    .check = check,
};

}  // namespace cordon::rules
