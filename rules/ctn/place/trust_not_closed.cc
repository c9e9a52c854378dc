#include <fmt/format.h>

#include <vector>

#include "rules/containment/containment.h"
#include "rules/rule.h"

namespace cordon::rules {
namespace {

// A revocation stops what was issued before; whoever is let in later is not stopped.
const Containment* revocation(const std::vector<Containment>& steps) {
  for (const Containment& step : steps) {
    if (!issue_times(*step.statement, Bound::kUpper).empty()) return &step;
  }
  return nullptr;
}

// The first principal who is let in, other than a service.
const PrincipalEntry* let_in(const Subject& trust) {
  for (const Statement& statement : trust.statements()) {
    if (is_deny(statement) || !statement.principal || statement.principal->negated) continue;
    if (!issue_times(statement, Bound::kLower).empty()) continue;
    for (const PrincipalEntry& entry : statement.principal->entries) {
      if (entry.type != "Service") return &entry;
    }
  }
  return nullptr;
}

void check_principal(const Principal& principal, Found& found) {
  if (principal.trust == nullptr || !principal.trust->compiled) return;
  for (const Subject* subject : principal.documents) {
    const auto steps = containments(*subject, Handle::kIssueTime);
    const Containment* step = revocation(steps);
    const PrincipalEntry* entry = let_in(*principal.trust);
    if (step == nullptr || entry == nullptr) continue;
    found
        .add(*principal.trust, entry->value.node.span(),
             fmt::format("`{}` may assume the role again: sessions newer than the cutoff are not "
                         "denied",
                         entry->value.value),
             "close the trust policy before the cutoff, until the way in is known")
        .relate(subject->source(), step->statement->node.span(), "the revocation");
  }
}

}  // namespace

extern const Rule kTrustNotClosed{
    .id = "CTN052",
    .name = "trust-not-closed",
    .level = Level::kSecurity,
    .profile = Profile::kAudit,
    .fix = FixKind::kHint,
    .summary = "revoked role that can be assumed again",
    .doc =
        R"(Revoking the sessions of a role ends those that were issued before the cutoff. Whoever the trust policy
lets in opens the next one a second later, and it passes. If that may be the intruder, through a user, a
partner's account or an identity provider, the trust policy has to be closed first.

It fires where the policies and the trust policy of a role are looked at together, and does not know who
of those trusted is the intruder.
)",
    .check_principal = check_principal,
};

}  // namespace cordon::rules
