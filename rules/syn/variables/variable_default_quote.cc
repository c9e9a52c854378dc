#include <fmt/format.h>

#include <string_view>

#include "rules/rule.h"
#include "rules/syn/variables/broken_variables.h"

namespace cordon::rules {
namespace {

constexpr std::string_view kAroundValue = " \t\r\n'\"";

void mend(Finding& finding, const PolicyText& text, const TemplateProblem& problem) {
  const std::size_t begin = text.value.find(',', problem.begin) + 1;
  const std::size_t end = problem.end - 1;  // the brace
  if (begin > end) return;
  std::string_view value = text.value.substr(begin, end - begin);
  const std::size_t first = value.find_first_not_of(kAroundValue);
  if (first == std::string_view::npos) return;
  value = value.substr(first, value.find_last_not_of(kAroundValue) + 1 - first);
  if (value.contains('\'')) return;
  finding.fix = unsafe_fix("set the quotes",
                           replace_part(text.node, begin, end, fmt::format(" '{}'", value)));
}

void check(const Subject& subject, Found& found) {
  report_variables(subject, TemplateProblem::Kind::kMissingQuote,
                   "write the default value in single quotes", found, mend);
}

}  // namespace

extern const Rule kVariableDefaultQuote{
    .id = "SYN037",
    .name = "variable-default-quote",
    .level = Level::kError,
    .fix = FixKind::kUnsafe,
    .aws_codes = {"MISSING_QUOTE_IN_VARIABLE"},
    .summary = "default value of a variable without its quotes",
    .doc =
        R"(The default value of a variable stands in single quotes: `${aws:PrincipalTag/team, 'none'}`. Without
them there is no variable there.

The fix sets the quotes. It gives the statement the effect that it was meant to have, so it has to be looked
at.
)",
    .check = check,
};

}  // namespace cordon::rules
