#include <fmt/format.h>

#include <algorithm>

#include "engine/catalogue/catalogue.h"
#include "rules/containment/intruder.h"
#include "rules/containment/revocation_words.h"
#include "rules/rule.h"

namespace cordon::rules {
namespace {

// Allowed by boundaries that are to allow nothing, since they have to say something.
bool is_harmless(const catalogue::Action& action) {
  const bool reads = action.level == catalogue::AccessLevel::kRead ||
                     action.level == catalogue::AccessLevel::kList;
  return reads && (action.service == "sts" || action.service == "iam");
}

bool allows_nothing_much(const Statement& statement) {
  if (!statement.action || statement.action->negated) return false;
  return std::ranges::all_of(statement.action->entries, [](const PolicyText& entry) {
    return std::ranges::all_of(catalogue::actions_matching(entry.value), is_harmless);
  });
}

bool is_shut(const Subject& subject) {
  return std::ranges::all_of(subject.statements(), [&](const Statement& statement) {
    return !is_deny(statement) &&
           (allows_nothing_much(statement) || means_containment(subject, statement));
  });
}

void check(const Subject& subject, Found& found) {
  if (!subject.is(PolicyType::kBoundary) || !subject.compiled || subject.statements().empty())
    return;
  if (!is_shut(subject)) return;
  const Intruder intruder(subject, 0);
  const Request key = intruder.request(Holds::kLongTermKey, intruder.usual("s3:GetObject"));
  if (!intruder.granted_by_resource(key)) return;
  found.add(
      subject, subject.statements().front().node.span(),
      fmt::format("a boundary that does not deny is passed by what a resource grants: {} gets "
                  "through where a bucket policy names the user",
                  describe(key)),
      "add a statement that denies `*`");
}

}  // namespace

extern const Rule kBoundaryOnly{
    .id = "CTN046",
    .name = "boundary-only",
    .level = Level::kSecurity,
    .summary = "boundary as the only containment: grants by resource policies pass by",
    .doc =
        R"(A permissions boundary limits what identity policies allow. In the same account, a resource policy that
names the user, the role's session or the federated user grants by itself, whatever the boundary leaves
out. Only an explicit Deny stops that; it works in the boundary as well.
)",
    .check = check,
};

}  // namespace cordon::rules
