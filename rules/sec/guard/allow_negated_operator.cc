#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "rules/conditions/guards.h"
#include "rules/principals/public_access.h"
#include "rules/rule.h"

namespace cordon::rules {
namespace {

bool is_plain_negation(const ConditionUse& use) {
  return use.negated() && use.op.qualifier == SetQualifier::kNone;
}

void check(const Subject& subject, Found& found) {
  if (!gives(subject)) return;
  for (const Statement& statement : subject.statements()) {
    const std::vector<ConditionUse> uses = conditions_of(statement);
    if (!is_allow(statement) || uses.empty() || !open_without_keys(uses)) continue;
    if (!std::ranges::all_of(uses, is_plain_negation)) continue;
    if (lets_everyone_in(subject, statement)) continue;
    const ConditionUse& use = uses.front();
    found.add(subject, use.key_span(),
              fmt::format("{} is also met by a request without {}", backticked(use.entry.op.value),
                          backticked(use.key())),
              "say which values are allowed, or deny the others in a statement of its own");
  }
}

}  // namespace

extern const Rule kAllowNegatedOperator{
    .id = "SEC027",
    .name = "allow-negated-operator",
    .level = Level::kSecurity,
    .fix = FixKind::kHint,
    .summary = "an Allow guarded only by negated operators",
    .doc =
        R"(A negated operator is met when the request does not have the key. An Allow that says only what must not be is
given to every request that leaves the key away: `NotIpAddress` on `aws:SourceIp` to all that come through a VPC
endpoint, `StringNotEquals` on a tag to all that have none.
)",
    .check = check,
};

}  // namespace cordon::rules
