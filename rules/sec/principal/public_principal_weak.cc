#include <fmt/format.h>

#include <string>

#include "rules/principals/public_access.h"
#include "rules/rule.h"

namespace cordon::rules {
namespace {

std::string reason(const ConditionUse& use) {
  const catalogue::GlobalKey* key = catalogue::find_global_key(use.key());
  if (key != nullptr && key->caller_chosen) return "which the caller writes";
  if (is_null_test(use)) return "which is not asked for a value";
  if (use.met_without_key()) return "without which the condition is met";
  if (catalogue::pins_of(use.key()) == catalogue::Pins::kNothing) return "which strangers can have";
  return "of which strangers can have a fitting value";
}

void check(const Subject& subject, Found& found) {
  const Fences fences(subject);
  for (const Statement& statement : subject.statements()) {
    if (!lets_everyone_in(subject, statement)) continue;
    const FenceFound fence = fences.around(statement);
    if (fence.fence != Fence::kWeak) continue;
    const ConditionUse use = use_of(statement, *fence.weak);
    Finding& finding =
        found.add(subject, everyone_in(statement)->value.node.span(),
                  fmt::format("everyone is let in; the only guard is {}, {}", backticked(use.key()),
                              reason(use)),
                  "ask for one value that AWS sets: an account, an organization, a VPC endpoint, "
                  "the ARN of a source");
    finding.relate(subject.source(), use.key_span(), "the guard");
  }
}

}  // namespace

extern const Rule kPublicPrincipalWeak{
    .id = "SEC036",
    .name = "public-principal-weak",
    .level = Level::kSecurity,
    .summary = "an Allow for everyone with a guard that keeps nobody out",
    .doc =
        R"(A `*` in Principal with a condition that looks like a guard and is none: a header that the caller writes, a key
that a request may lack under an operator that does not mind (`IfExists`, `ForAllValues`, the negated ones), a
pattern that strangers fit, or a tag that they may give themselves.
)",
    .check = check,
};

}  // namespace cordon::rules
