#include "rules/rule.h"
#include "rules/syn/problems.h"

namespace cordon::rules {
namespace {

void check(const Subject& subject, Found& found) {
  for (const Statement& statement : subject.statements()) {
    if (statement.node.find("Effect") || has_misspelt(statement.node, "Effect")) continue;
    found.add(subject, opening(statement.node.span()), "the statement has no `Effect`",
              "write `Allow` or `Deny`");
  }
}

}  // namespace

extern const Rule kMissingEffect{
    .id = "SYN008",
    .name = "missing-effect",
    .level = Level::kError,
    .aws_codes = {"MISSING_EFFECT"},
    .parliament = "MALFORMED",
    .summary = "statement without Effect",
    .doc =
        R"(Every statement says `Allow` or `Deny`; there is no default. IAM refuses a document with a statement
that says neither.
)",
    .check = check,
};

}  // namespace cordon::rules
