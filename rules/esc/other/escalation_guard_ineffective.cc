#include <fmt/format.h>

#include <algorithm>

#include "rules/actions/actions.h"
#include "rules/esc/guards.h"
#include "rules/esc/paths.h"

namespace cordon::rules {
namespace {

bool covers_an_escalation(const Subject& subject, std::size_t number) {
  return std::ranges::any_of(escape_paths(), [&](const EscapePath& path) {
    return static_cast<bool>(coverage(subject, number, path.actions.front()));
  });
}

void check(const Subject& subject, Found& found) {
  if (!subject.is(PolicyType::kIdentity)) return;
  for (std::size_t i = 0; i < subject.statements().size(); ++i) {
    const Statement& statement = subject.statements()[i];
    if (!statement.effect || statement.effect->value != Effect::kAllow) continue;
    for (const ConditionEntry& entry : statement.conditions) {
      if (!is_guard_key(entry.key.value)) continue;
      const std::string_view hole = hole_in(entry);
      if (hole.empty() || !covers_an_escalation(subject, i)) continue;
      found.add(subject, entry.op.node.span(),
                fmt::format("the guard on `{}` has a hole: {}", entry.key.value, hole),
                "write StringEquals (ArnEquals for ARNs) with the values that are meant");
    }
  }
}

}  // namespace

extern const Rule kEscalationGuardIneffective{
    .id = "ESC030",
    .name = "escalation-guard-ineffective",
    .level = Level::kSecurity,
    .summary = "boundary or PassedToService condition with a hole",
    .doc =
        R"(`iam:PassedToService`, `iam:PermissionsBoundary` and `iam:PolicyARN` keep an escalation shut
when they name what is allowed. Under IfExists or ForAllValues a request without the key passes, under a
negated operator everything that is not named, and `*` fits everything.
)",
    .check = check,
};

}  // namespace cordon::rules
