#include <fmt/format.h>

#include "rules/containment/intruder.h"
#include "rules/principals/meant_principals.h"
#include "rules/rule.h"

namespace cordon::rules {
namespace {

const PolicyText* named_user_value(const Statement& statement) {
  for (const ConditionUse& test : tests_of(statement, "aws:PrincipalArn")) {
    if (!test.positive()) continue;
    for (const PolicyText& value : test.entry.values) {
      if (names(value.value, "user/")) return &value;
    }
  }
  return nullptr;
}

void check(const Subject& subject, Found& found) {
  if (subject.is(PolicyType::kSession)) return;
  for_each_step(
      subject, Handle::kPrincipal, found, [&](const Containment& step, const Intruder& intruder) {
        const PolicyText* user = named_user_value(*step.statement);
        if (user == nullptr || intruder.stopped().empty()) return;
        const Request token = intruder.request(Holds::kFederationToken, intruder.call());
        if (intruder.bites(token) || !intruder.gets_through(token)) return;
        found.add(subject, user->node.span(),
                  fmt::format(
                      "the user's federation tokens have `{}` as their ARN, not this one: {} gets "
                      "through",
                      token.caller().principal_arn, describe(token)),
                  "deny in a policy of the user, which its federation tokens are under, or name "
                  "`federated-user/…` as well");
      });
}

}  // namespace

extern const Rule kDenyPrincipalarnFederated{
    .id = "CTN030",
    .name = "deny-principalarn-federated",
    .level = Level::kSecurity,
    .profile = Profile::kAudit,
    .summary = "Deny by the ARN of a user: its federation tokens carry another",
    .doc =
        R"(In a session of `sts:GetFederationToken`, `aws:PrincipalArn` is `arn:aws:sts::…:federated-user/NAME`, and
NAME is what the caller chose. A Deny in a service control or resource policy that names the user's ARN
holds the access key and the sessions of `sts:GetSessionToken`, and misses these, which live for up to 36
hours. A Deny in the user's own policies reaches them.
)",
    .check = check,
};

}  // namespace cordon::rules
