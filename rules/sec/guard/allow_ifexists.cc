#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "rules/conditions/guards.h"
#include "rules/principals/public_access.h"
#include "rules/rule.h"

namespace cordon::rules {
namespace {

// MFA and the services of iam:PassRole have rules of their own.
bool is_told_elsewhere(const ConditionUse& use) {
  return is_global(use, "aws:MultiFactorAuthPresent") || is_global(use, "aws:MultiFactorAuthAge");
}

void check(const Subject& subject, Found& found) {
  if (!gives(subject)) return;
  for (const Statement& statement : subject.statements()) {
    const std::vector<ConditionUse> uses = conditions_of(statement);
    if (!is_allow(statement) || uses.empty() || !open_without_keys(uses)) continue;
    const auto use = std::ranges::find_if(uses, [](const ConditionUse& each) {
      return each.op.if_exists && !each.negated() && each.op.qualifier == SetQualifier::kNone &&
             !is_told_elsewhere(each);
    });
    if (use == uses.end() || lets_everyone_in(subject, statement)) continue;
    found.add(subject, use->key_span(),
              fmt::format("{} under {} guards nothing in a request without the key",
                          backticked(use->key()), backticked(use->entry.op.value)),
              "take `IfExists` away, or add a condition that every request has to meet");
  }
}

}  // namespace

extern const Rule kAllowIfexists{
    .id = "SEC026",
    .name = "allow-ifexists",
    .level = Level::kSecurity,
    .fix = FixKind::kHint,
    .summary = "an Allow guarded only by IfExists operators",
    .doc =
        R"(An operator with `IfExists` is met when the request does not have the key. If nothing else guards an Allow, it
is given to every request without the key: `aws:SourceIp` is missing behind a VPC endpoint, tags and the
organization where the principal has none. Keys that every request carries are not reported, and neither are those
of single services, which `IfExists` is made for.
)",
    .check = check,
};

}  // namespace cordon::rules
