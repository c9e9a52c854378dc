#include <fmt/format.h>

#include "rules/containment/intruder.h"
#include "rules/rule.h"

namespace cordon::rules {
namespace {

// Roles and federated users alone: no request can carry a user's name.
bool has_no_users(const Subject& subject, const Intruder& intruder) {
  return subject.is(PolicyType::kSession) || intruder.is_role();
}

void check(const Subject& subject, Found& found) {
  if (!subject.compiled) return;
  for (const Containment& step : containments(subject)) {
    for (const ConditionUse& test : tests_of(*step.statement, "aws:username")) {
      if (!test.positive()) continue;
      if (!found.may_try(subject)) return;
      const Intruder intruder(subject, step.index);
      if (!has_no_users(subject, intruder)) continue;
      const Request session = intruder.request(Holds::kRoleSession, intruder.call());
      if (intruder.bites(session) || !intruder.gets_through(session)) continue;
      found.add(subject, test.entry.key.node.span(),
                fmt::format("only requests of IAM users have `{}`: {} gets through",
                            test.entry.key.value, describe(session)),
                "name the role with `aws:PrincipalArn`, or the session with `aws:userid`");
    }
  }
}

}  // namespace

extern const Rule kDenyUsernameForRole{
    .id = "CTN028",
    .name = "deny-username-for-role",
    .level = Level::kSecurity,
    .summary = "aws:username in a Deny for a role: never present",
    .doc =
        R"(`aws:username` is the name of an IAM user. Sessions of roles, of SAML and OIDC federation and of
`sts:GetFederationToken` lack it, so a Deny that asks for it never applies to them. For one session of a
role, use `aws:userid` with `AROA…:session-name`.
)",
    .check = check,
};

}  // namespace cordon::rules
