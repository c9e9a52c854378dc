#include <fmt/format.h>

#include "cli/lint/formats.h"
#include "cli/quote.h"
#include "rules/rule.h"

namespace cordon {

std::string lint_concise(const rules::LintResult& result, const Painter& paint) {
  std::string text;
  for (const rules::JudgedFinding& judged : result.findings) {
    if (judged.state != rules::JudgedFinding::State::kActive) continue;
    const rules::Finding& finding = judged.finding;
    text += fmt::format("{}: {}: {} {}\n",
                        paint(Ink::kPlace, full_place(*finding.source, finding.span.begin)),
                        to_string(finding.level), finding.rule->id, printable(finding.message));
  }
  return text;
}

}  // namespace cordon
