#include <fmt/format.h>

#include <string_view>

#include "engine/catalogue/catalogue.h"
#include "engine/catalogue/global_keys.h"
#include "rules/rule.h"
#include "rules/syn/variables/broken_variables.h"

namespace cordon::rules {
namespace {

constexpr std::string_view kInName =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.:";

bool is_known(std::string_view name) {
  const catalogue::GlobalKey* global = catalogue::find_global_key(name);
  if (global != nullptr) return !catalogue::takes_tag_name(*global);
  return catalogue::find_key(name).has_value();
}

void mend(Finding& finding, const PolicyText& text, const TemplateProblem& problem) {
  const std::string_view rest = text.value.substr(problem.end);
  const std::string_view name = rest.substr(0, rest.find_first_not_of(kInName));
  if (!is_known(name)) return;
  const std::size_t behind = problem.end + name.size();
  finding.fix = unsafe_fix(fmt::format("close it behind {}", backticked(name)),
                           replace_part(text.node, behind, behind, "}"));
}

void check(const Subject& subject, Found& found) {
  report_variables(subject, TemplateProblem::Kind::kMissingBrace, "write `}` behind the name",
                   found, mend);
}

}  // namespace

extern const Rule kVariableUnclosed{
    .id = "SYN036",
    .name = "variable-unclosed",
    .level = Level::kError,
    .fix = FixKind::kUnsafe,
    .aws_codes = {"MISSING_BRACE_IN_VARIABLE"},
    .summary = "variable without its closing brace",
    .doc =
        R"(A `${` without `}` is no variable: what stands behind it is compared letter by letter, or AWS refuses
the document.

The fix closes the brace behind the name of a known key. It gives the statement the effect that it was meant to
have, so it has to be looked at.
)",
    .check = check,
};

}  // namespace cordon::rules
