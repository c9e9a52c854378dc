#include <fmt/format.h>

#include <string>
#include <string_view>

#include "rules/rule.h"
#include "rules/syn/variables/broken_variables.h"

namespace cordon::rules {
namespace {

constexpr std::string_view kBlanks = " \t\r\n\f\v";

std::string without_blanks(std::string_view text) {
  std::string plain;
  for (const char c : text) {
    if (!kBlanks.contains(c)) plain += c;
  }
  return plain;
}

/// The variable as it should be: only what is in the quotes of the default value keeps its blanks.
std::string mended(std::string_view variable) {
  const std::size_t comma = variable.find(',');
  if (comma == std::string_view::npos) return without_blanks(variable);
  const std::size_t open = variable.find('\'', comma);
  const std::size_t close = variable.rfind('\'');
  if (open == std::string_view::npos || open == close) return {};
  return fmt::format("{}, {}}}", without_blanks(variable.substr(0, comma)),
                     variable.substr(open, close + 1 - open));
}

void mend(Finding& finding, const PolicyText& text, const TemplateProblem& problem) {
  const std::string variable =
      mended(text.value.substr(problem.begin, problem.end - problem.begin));
  if (variable.empty()) return;
  finding.fix = unsafe_fix("take the blanks out",
                           replace_part(text.node, problem.begin, problem.end, variable));
}

void check(const Subject& subject, Found& found) {
  report_variables(subject, TemplateProblem::Kind::kBlank, "take the blanks out", found, mend);
}

}  // namespace

extern const Rule kVariableSpace{
    .id = "SYN038",
    .name = "variable-space",
    .level = Level::kError,
    .fix = FixKind::kUnsafe,
    .aws_codes = {"UNSUPPORTED_SPACE_IN_VARIABLE"},
    .summary = "blank in the name of a variable",
    .doc =
        R"(No blank may stand in a variable but between the comma and the default value: `${ aws:username }` is
none, and what hangs on it never matches.

The fix takes the blanks out. It gives the statement the effect that it was meant to have, so it has to be
looked at.
)",
    .check = check,
};

}  // namespace cordon::rules
