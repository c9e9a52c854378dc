#include <fmt/format.h>

#include <string>

#include "rules/containment/containment.h"
#include "rules/rule.h"

namespace cordon::rules {
namespace {

// The element that a policy of this type can't have, or lacks.
std::string problem(const Subject& subject, const Statement& statement) {
  const std::string_view type = to_string(subject.type);
  if (!has_principals(subject.type) && statement.principal) {
    return fmt::format(
        "a policy of type `{}` can't have a Principal: AWS refuses it, and nobody is "
        "denied",
        type);
  }
  if (has_principals(subject.type) && !statement.principal) {
    return fmt::format("a policy of type `{}` needs a Principal: without one nobody is denied",
                       type);
  }
  return {};
}

std::string help(const Subject& subject) {
  if (has_principals(subject.type))
    return R"(add `"Principal": "*"`, or attach it to the identity)";
  return "drop the Principal, or put it on the resource";
}

void check(const Subject& subject, Found& found) {
  if (subject.type_is_inferred) return;
  for (const Containment& step : containments(subject)) {
    const std::string what = problem(subject, *step.statement);
    if (what.empty()) continue;
    const auto& principal = step.statement->principal;
    found.add(subject, principal ? principal->span : step.statement->node.span(), what,
              help(subject));
  }
}

}  // namespace

extern const Rule kDenyWrongPolicyType{
    .id = "CTN054",
    .name = "deny-wrong-policy-type",
    .level = Level::kError,
    .summary = "containment text attached as a policy of another type",
    .doc =
        R"(A Deny for an identity says nothing of principals, one for a resource has to. Copied from one place to the
other in a hurry, it is refused when it is saved, and what looked like a containment was never in force.
)",
    .check = check,
};

}  // namespace cordon::rules
