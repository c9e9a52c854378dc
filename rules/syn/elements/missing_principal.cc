#include <fmt/format.h>

#include <string>

#include "rules/rule.h"
#include "rules/syn/problems.h"

namespace cordon::rules {
namespace {

void check(const Subject& subject, Found& found) {
  const TypeRuleInfo& rule = type_rule(TypeRule::kNoPrincipal);
  if (rule.verdict(subject.type) == TypeVerdict::kAccepted) return;
  for (const Statement& statement : subject.statements()) {
    if (statement.principal) continue;
    const bool misspelt =
        has_misspelt(statement.node, "Principal") || has_misspelt(statement.node, "NotPrincipal");
    if (misspelt) continue;
    found.add(subject, opening(statement.node.span()),
              fmt::format("the statement has no `Principal`, which a policy of type `{}` needs",
                          to_string(subject.type)),
              std::string(rule.help));
  }
}

}  // namespace

extern const Rule kMissingPrincipal{
    .id = "SYN012",
    .name = "missing-principal",
    .level = Level::kError,
    .aws_codes = {"MISSING_PRINCIPAL"},
    .summary = "statement of a resource's policy without a principal",
    .doc =
        R"(A policy on a resource, a trust policy, an RCP and an endpoint policy say for each statement whom it
is about. AWS refuses a statement without `Principal` and `NotPrincipal`, or stores it and it matches nobody.
)",
    .check = check,
};

}  // namespace cordon::rules
