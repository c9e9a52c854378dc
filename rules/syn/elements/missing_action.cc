#include "rules/rule.h"
#include "rules/syn/problems.h"

namespace cordon::rules {
namespace {

void check(const Subject& subject, Found& found) {
  for (const Statement& statement : subject.statements()) {
    if (statement.action) continue;
    const bool misspelt =
        has_misspelt(statement.node, "Action") || has_misspelt(statement.node, "NotAction");
    if (misspelt) continue;
    found.add(subject, opening(statement.node.span()),
              "the statement has neither `Action` nor `NotAction`",
              R"(write what it is about: "Action": "s3:GetObject")");
  }
}

}  // namespace

extern const Rule kMissingAction{
    .id = "SYN010",
    .name = "missing-action",
    .level = Level::kError,
    .aws_codes = {"MISSING_ACTION"},
    .parliament = "MALFORMED",
    .summary = "statement without Action and NotAction",
    .doc =
        R"(A statement says with `Action` or `NotAction` what it is about; IAM refuses a document with one that
says neither.
)",
    .check = check,
};

}  // namespace cordon::rules
