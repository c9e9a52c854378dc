#include <fmt/format.h>

#include <string>
#include <string_view>

#include "rules/fix/edits.h"
#include "rules/rule.h"
#include "rules/syn/problems.h"

namespace cordon::rules {
namespace {

void check(const Subject& subject, Found& found) {
  if (!subject.is(PolicyType::kTrust)) return;
  for (const Statement& statement : subject.statements()) {
    if (!statement.resource) continue;
    const std::string_view name = statement.resource->negated ? "NotResource" : "Resource";
    const TypeRuleInfo& rule = type_rule(TypeRule::kResource);
    const auto member = find_member(statement.node, name);
    found
        .add(subject, statement.resource->span, fmt::format("a trust policy can't have `{}`", name),
             std::string(rule.help))
        .fix =
        safe_fix(fmt::format("remove `{}`", name), remove_member(statement.node, member->key));
  }
}

}  // namespace

extern const Rule kTrustResource{
    .id = "SYN052",
    .name = "trust-resource",
    .level = Level::kError,
    .fix = FixKind::kSafe,
    .aws_codes = {"ROLE_TRUST_POLICY_SYNTAX_ERROR_RESOURCE"},
    .summary = "Resource in a trust policy",
    .doc =
        R"(A trust policy is about the role that it belongs to, and IAM refuses one that names a resource. The
fix leaves the element out: nothing but the role can have been meant.
)",
    .check = check,
};

}  // namespace cordon::rules
