#include <fmt/format.h>

#include "grammar/arn.h"
#include "rules/actions/actions.h"
#include "rules/rule.h"

namespace cordon::rules {
namespace {

constexpr std::string_view kAction = "sts:AssumeRole";

/// Any role at all, or any role of one account.
bool is_any_role(std::string_view resource) {
  if (resource == "*") return true;
  const auto arn = split_arn(resource);
  return arn && (arn->service == "iam" || arn->service == "*") &&
         (arn->resource == "role/*" || arn->resource == "*");
}

void check_statement(const Subject& subject, const Statement& statement,
                     const ActionCoverage& covered, Found& found) {
  // A wildcard in the action is another rule's matter: the statement does not speak of roles.
  if (covered.how != Covered::kExactly || !statement.conditions.empty()) return;
  for (const PolicyText& resource : listed_resources(statement)) {
    if (!is_any_role(resource.value)) continue;
    found
        .add(subject, resource.node.span(),
             fmt::format("sts:AssumeRole on `{}` reaches every role whose trust policy lets it in",
                         resource.value),
             "name the roles that are meant")
        .relate(subject.source(), covered.entry->node.span(), "the action is allowed here");
  }
}

void check(const Subject& subject, Found& found) {
  if (!subject.is(PolicyType::kIdentity)) return;
  for (std::size_t i = 0; i < subject.statements().size(); ++i) {
    const Statement& statement = subject.statements()[i];
    if (!statement.effect || statement.effect->value != Effect::kAllow) continue;
    if (const auto covered = coverage(subject, i, kAction)) {
      check_statement(subject, statement, covered, found);
    }
  }
}

}  // namespace

extern const Rule kAssumeAnyRole{
    .id = "ESC026",
    .name = "assume-any-role",
    .level = Level::kSecurity,
    .fix = FixKind::kHint,
    .summary = "takes on any role that lets it in",
    .doc = R"(In the same account the trust policy of a role often names the account as a whole
(`:root`), which leaves the choice to the identity policies. `sts:AssumeRole` on `*` is then every such
role, the administrators' too.

Name the roles, or a path of roles that is meant for it.
)",
    .check = check,
};

}  // namespace cordon::rules
