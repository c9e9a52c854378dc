#include <algorithm>
#include <map>
#include <vector>

#include "rules/containment/containment.h"
#include "rules/coverage/covered_statements.h"
#include "rules/coverage/covered_together.h"
#include "rules/rule.h"

namespace cordon::rules {
namespace {

using Statements = CoveredTogether::Statements;

Span effect_of(const Statement& statement) {
  return statement.effect ? statement.effect->span : statement.node.span();
}

void report(const Subject& subject, std::size_t inner, const Statements& cover, Found& found) {
  const bool one = cover.size() == 1;
  Finding& finding = found.add(
      subject, effect_of(subject.statements()[inner]),
      one ? "this Allow grants nothing: a Deny of the document covers it"
          : "this Allow grants nothing: Denies of the document cover it together",
      one ? "remove the Allow, or narrow the Deny" : "remove the Allow, or narrow a Deny");
  for (const std::size_t deny : cover) {
    finding.relate(subject.source(), effect_of(subject.statements()[deny]),
                   one ? "denies all that it allows" : "denies some of what it allows");
  }
}

void check(const Subject& subject, Found& found) {
  if (subject.compiled == nullptr) return;
  std::map<std::size_t, std::size_t> single;
  for (const auto [outer, inner] :
       covered_statements(*subject.compiled, Effect::kDeny, Effect::kAllow)) {
    single[inner] = outer;
  }
  std::vector<bool> denies;
  for (const Statement& statement : subject.statements()) denies.push_back(is_deny(statement));
  CoveredTogether together(subject, found);
  for (std::size_t i = 0; i < subject.statements().size(); ++i) {
    if (is_deny(subject.statements()[i])) continue;
    const auto known = single.find(i);
    const Statements cover =
        known != single.end() ? Statements{known->second} : together.cover_of(i, denies);
    if (!cover.empty()) report(subject, i, cover, found);
  }
}

}  // namespace

extern const Rule kAllowShadowedByDeny{
    .id = "SEM062",
    .name = "allow-shadowed-by-deny",
    .level = Level::kWarning,
    .summary = "an Allow that the Denies of the document cover",
    .doc =
        R"(One Deny of the same document, or several together, apply to every request that this Allow applies to, and a Deny wins:
the Allow grants nothing. Actions, resources, principals and conditions are compared by what they match, for all requests.
)",
    .check = check,
};

}  // namespace cordon::rules
