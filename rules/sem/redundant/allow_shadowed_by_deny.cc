#include "rules/coverage/covered_statements.h"
#include "rules/rule.h"

namespace cordon::rules {
namespace {

void check(const Subject& subject, Found& found) {
  if (subject.compiled == nullptr) return;
  for (const auto [outer, inner] :
       covered_statements(*subject.compiled, Effect::kDeny, Effect::kAllow)) {
    const Statement& allow = subject.statements()[inner];
    const Statement& deny = subject.statements()[outer];
    const Span place = allow.effect ? allow.effect->span : allow.node.span();
    found
        .add(subject, place, "this Allow grants nothing: a Deny of the document covers it",
             "remove the Allow, or narrow the Deny")
        .relate(subject.source(), deny.effect ? deny.effect->span : deny.node.span(),
                "denies all that it allows");
  }
}

}  // namespace

extern const Rule kAllowShadowedByDeny{
    .id = "SEM062",
    .name = "allow-shadowed-by-deny",
    .level = Level::kWarning,
    .summary = "an Allow that a Deny of the document covers",
    .doc =
        R"(A Deny of the same document applies to every request that this Allow applies to, and a Deny wins: the Allow grants
nothing. Actions, resources, principals and conditions are compared by what they match.
)",
    .check = check,
};

}  // namespace cordon::rules
