#include <fmt/format.h>

#include "rules/conditions/guards.h"
#include "rules/containment/intruder.h"
#include "rules/rule.h"

namespace cordon::rules {
namespace {

void check(const Subject& subject, Found& found) {
  for_each_step(
      subject, Handle::kSourceIdentity, found,
      [&](const Containment& step, const Intruder& intruder) {
        for (const ConditionUse& test : tests_of(*step.statement, "aws:SourceIdentity")) {
          if (!asks_for_value(test)) continue;
          if (!found.may_try(subject)) return;
          const auto session = intruder.denied_request(Holds::kRoleSession);
          if (!session) continue;
          Request without = *session;
          drop(without, "aws:SourceIdentity");
          if (!intruder.gets_through(without)) continue;
          found.add(
              subject, test.entry.key.node.span(),
              fmt::format("`aws:SourceIdentity` is absent unless it was set when the first session "
                          "was made: {} without it gets through",
                          describe(without)),
              "require it in the trust policies, and deny by issue time until then");
        }
      });
}

}  // namespace

extern const Rule kDenySourceidentityAbsent{
    .id = "CTN034",
    .name = "deny-sourceidentity-absent",
    .level = Level::kSecurity,
    .summary = "Deny with aws:SourceIdentity: absent unless it was set at the first hop",
    .doc =
        R"(`aws:SourceIdentity` is in a session only if it was given to `sts:AssumeRole`, which a trust policy has to
ask for; access keys and the sessions of `sts:GetSessionToken` never have it. A Deny by source identity
holds those who identified themselves.
)",
    .check = check,
};

}  // namespace cordon::rules
