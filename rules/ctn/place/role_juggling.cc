#include <fmt/format.h>

#include <string_view>

#include "rules/containment/containment.h"
#include "rules/rule.h"

namespace cordon::rules {
namespace {

bool names_role(const PrincipalEntry& entry, std::string_view role) {
  return entry.type == "AWS" && entry.value.value == role;
}

void check(const Subject& subject, Found& found) {
  if (!subject.is(PolicyType::kTrust) || subject.found.principals.empty()) return;
  const std::string& role = subject.found.principals.front();
  for (const Statement& statement : subject.statements()) {
    if (is_deny(statement) || !statement.principal || statement.principal->negated) continue;
    for (const PrincipalEntry& entry : statement.principal->entries) {
      if (!names_role(entry, role)) continue;
      found.add(
          subject, entry.value.node.span(),
          fmt::format("sessions of `{}` may open new ones of the same role, each newer than any "
                      "cutoff",
                      role),
          "take the role out of its own trust policy before its sessions are revoked");
    }
  }
}

}  // namespace

extern const Rule kRoleJuggling{
    .id = "CTN053",
    .name = "role-juggling",
    .level = Level::kSecurity,
    .profile = Profile::kAudit,
    .summary = "role that may assume itself: its sessions renew themselves",
    .doc =
        R"(A session that can assume a role anew, the role itself or one that leads back to it, never ends: every
hour an intruder changes to a fresh session, and a revocation that has one cutoff misses the one that is
made while it is written. It reports a role that trusts itself; circles through several roles take the
trust policies of all of them, which `cordon contain` has.
)",
    .check = check,
};

}  // namespace cordon::rules
