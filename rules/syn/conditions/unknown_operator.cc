#include <fmt/format.h>

#include <string>
#include <utility>

#include "engine/operators.h"
#include "rules/fix/edits.h"
#include "rules/rule.h"
#include "rules/syn/conditions/operator_names.h"

namespace cordon::rules {
namespace {

void mend(Finding& finding, const MeantOperator& meant, JsonValue name) {
  std::string title = fmt::format("write `{}`", meant.name);
  Edits edits = replace_string(name, meant.name);
  finding.fix = meant.differs_by_case ? safe_fix(std::move(title), std::move(edits))
                                      : unsafe_fix(std::move(title), std::move(edits));
}

void check(const Subject& subject, Found& found) {
  for_each_operator(subject, [&](JsonValue condition, JsonValue name) {
    if (!is_unknown_operator(name.text())) return;
    const auto meant = meant_operator(name.text());
    Finding& finding = found.add(
        subject, name.span(), fmt::format("unknown condition operator {}", backticked(name.text())),
        meant ? fmt::format("did you mean `{}`?", meant->name) : "");
    if (meant && !condition.find(meant->name)) mend(finding, *meant, name);
  });
}

}  // namespace

extern const Rule kUnknownOperator{
    .id = "SYN030",
    .name = "unknown-operator",
    .level = Level::kError,
    .fix = FixKind::kSafe,
    .aws_codes = {"INVALID_CONDITION_OPERATOR"},
    .parliament = "UNKNOWN_OPERATOR",
    .summary = "unknown condition operator",
    .doc =
        R"(Names of operators are compared with their case, and so are `ForAllValues:`, `ForAnyValue:` and
`IfExists`. IAM refuses a document with an operator that it does not know.

The fix puts right what differs by case only; for another misspelling it has to be looked at whether the
operator nearby is the one that was meant.
)",
    .check = check,
};

}  // namespace cordon::rules
