#include <string>
#include <string_view>

#include "rules/rule.h"
#include "rules/syn/problems.h"

namespace cordon::rules {
namespace {

constexpr std::string_view kNeverHasResource = "AWS::ECR::Repository";

void check(const Subject& subject, Found& found) {
  const TypeRuleInfo& rule = type_rule(TypeRule::kNoResource);
  const TypeVerdict verdict = rule.verdict(subject.type);
  if (verdict == TypeVerdict::kAccepted || subject.found.resource_type == kNeverHasResource) return;
  for (const Statement& statement : subject.statements()) {
    if (statement.resource) continue;
    const bool misspelt =
        has_misspelt(statement.node, "Resource") || has_misspelt(statement.node, "NotResource");
    if (misspelt) continue;
    Finding& finding =
        found.add(subject, opening(statement.node.span()),
                  "the statement has neither `Resource` nor `NotResource`", std::string(rule.help));
    if (verdict == TypeVerdict::kDoubted) finding.level = Level::kWarning;
  }
}

}  // namespace

extern const Rule kMissingResource{
    .id = "SYN011",
    .name = "missing-resource",
    .level = Level::kError,
    .aws_codes = {"MISSING_RESOURCE"},
    .parliament = "MALFORMED",
    .summary = "statement without Resource and NotResource",
    .doc =
        R"(In policies of principals and of organizations each statement names its resources; AWS refuses a
document with one that does not. A trust policy is the one type that must not name any.

Of resources' own policies most must name it, and some, such as those of ECR repositories, can't: there it is
a warning.
)",
    .check = check,
};

}  // namespace cordon::rules
