#include <fmt/format.h>

#include "rules/principals/public_access.h"
#include "rules/rule.h"

namespace cordon::rules {
namespace {

void check(const Subject& subject, Found& found) {
  const Fences fences(subject);
  for (const Statement& statement : subject.statements()) {
    if (!lets_everyone_in(subject, statement)) continue;
    if (fences.around(statement).fence != Fence::kNone) continue;
    found.add(subject, everyone_in(statement)->value.node.span(),
              "everyone is let in, and no condition says who that is",
              "name the principals, or add a condition such as \"StringEquals\": "
              "{\"aws:PrincipalOrgID\": \"o-…\"}");
  }
}

}  // namespace

extern const Rule kPublicPrincipal{
    .id = "SEC035",
    .name = "public-principal",
    .level = Level::kSecurity,
    .summary = "an Allow for everyone",
    .doc =
        R"(A `*` in Principal is everyone: all AWS accounts, and where the service takes unsigned requests, all of the
Internet. A condition has to fix the caller, its account or organization, the source of a service's call, or the
network: with a value without wildcards, under an operator that asks for it. A Deny of the same policy for all
others counts, too. Block Public Access may stop some of it; the policy does not say so.
)",
    .check = check,
};

}  // namespace cordon::rules
