#include <fmt/format.h>

#include <string_view>

#include "rules/rule.h"
#include "rules/syn/variables/broken_variables.h"

namespace cordon::rules {
namespace {

std::string_view element(TextPlace place) {
  switch (place) {
    case TextPlace::kId:
      return "`Id`";
    case TextPlace::kSid:
      return "`Sid`";
    case TextPlace::kPrincipal:
      return "a principal";
    case TextPlace::kAction:
      return "an action";
    case TextPlace::kConditionKey:
      return "the name of a condition key";
    case TextPlace::kResource:
    case TextPlace::kConditionValue:
      break;
  }
  return "";
}

void check(const Subject& subject, Found& found) {
  for_each_text(subject.document, [&](const PlacedText& placed) {
    if (placed.takes_variables() || !placed.text.value.contains("${")) return;
    for (const TemplatePiece& piece : parse_template(placed.text.value).pieces) {
      if (piece.kind != TemplatePiece::Kind::kVariable || !is_key_name(piece.text)) continue;
      found.add(
          subject, placed.text.node.span_of(piece.begin, piece.end),
          fmt::format("variable {} can't stand in {}",
                      backticked(placed.text.value.substr(piece.begin, piece.end - piece.begin)),
                      element(placed.place)),
          "AWS reads variables in `Resource` and in values of `Condition` only");
    }
  });
}

}  // namespace

extern const Rule kVariableWrongElement{
    .id = "SYN040",
    .name = "variable-wrong-element",
    .level = Level::kError,
    .aws_codes = {"VARIABLE_UNSUPPORTED_IN_ELEMENT"},
    .summary = "variable outside of Resource and of values in Condition",
    .doc =
        R"(AWS reads variables in `Resource`, `NotResource` and the values of a `Condition` only. In an action, a
principal, a `Sid` or the name of a condition key they are plain text, and AWS refuses most of them.

Whose requests are meant is said by a condition: a value of `aws:PrincipalArn` or `aws:ResourceTag/…` may have
variables.
)",
    .check = check,
};

}  // namespace cordon::rules
