#include <fmt/format.h>

#include "rules/rule.h"
#include "rules/syn/variables/broken_variables.h"

namespace cordon::rules {
namespace {

void check(const Subject& subject, Found& found) {
  if (subject.document.version == PolicyVersion::k2008) return;
  for_each_text(subject.document, [&](const PlacedText& placed) {
    if (placed.place != TextPlace::kConditionValue || !placed.text.value.contains("${")) return;
    const Operator* op = parse_operator(placed.condition->op.value).base;
    if (op == nullptr || op->variables) return;
    for (const TemplatePiece& piece : parse_template(placed.text.value).pieces) {
      if (piece.kind != TemplatePiece::Kind::kVariable || !is_key_name(piece.text)) continue;
      found.add(subject, placed.text.node.span(),
                fmt::format("{} can't have a variable: {}", placed.condition->op.value,
                            backticked(placed.text.value)),
                "variables are read under operators of strings and ARNs only");
      return;
    }
  });
}

}  // namespace

extern const Rule kVariableWrongOperator{
    .id = "SYN041",
    .name = "variable-wrong-operator",
    .level = Level::kError,
    .aws_codes = {"INVALID_VARIABLE_FOR_OPERATOR"},
    .summary = "variable under an operator that has none",
    .doc =
        R"(Variables are read under the operators of strings and ARNs only. Under `Date…`, `Numeric…`, `Bool`,
`IpAddress`, `BinaryEquals` and `Null` the text of the variable is no value of the operator's type, so the test
can't hold.
)",
    .check = check,
};

}  // namespace cordon::rules
