#include "rules/rule.h"
#include "rules/syn/variables/broken_variables.h"

namespace cordon::rules {
namespace {

void check(const Subject& subject, Found& found) {
  report_variables(
      subject, TemplateProblem::Kind::kEmptyName, "name a condition key", found,
      [](Finding& /*finding*/, const PolicyText& /*text*/, const TemplateProblem& /*problem*/) {});
}

}  // namespace

extern const Rule kVariableEmpty{
    .id = "SYN039",
    .name = "variable-empty",
    .level = Level::kError,
    .aws_codes = {"EMPTY_VARIABLE"},
    .summary = "variable without a name",
    .doc =
        R"(`${}` names no condition key. What hangs on it never matches, or AWS refuses the document. Usually a
template lost a name.
)",
    .check = check,
};

}  // namespace cordon::rules
