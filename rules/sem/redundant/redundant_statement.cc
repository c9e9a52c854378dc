#include <fmt/format.h>

#include <optional>
#include <string>
#include <vector>

#include "rules/coverage/covered_statements.h"
#include "rules/fix/edits.h"
#include "rules/rule.h"

namespace cordon::rules {
namespace {

std::string name_of(const Statement& statement, std::size_t number) {
  return statement.sid && !statement.sid->value.empty() ? backticked(statement.sid->value)
                                                        : fmt::format("number {}", number + 1);
}

std::optional<Fix> without(const Subject& subject, const Statement& statement) {
  const auto list = subject.found.root->find("Statement");
  const std::vector<JsonValue> alone{statement.node};
  if (!list || !list->is(JsonKind::kArray)) return {};
  return unsafe_fix("remove the statement", remove_elements(*list, alone));
}

void check(const Subject& subject, Found& found) {
  if (subject.compiled == nullptr) return;
  for (const Effect effect : {Effect::kAllow, Effect::kDeny}) {
    for (const auto [outer, inner] : covered_statements(*subject.compiled, effect, effect)) {
      const Statement& covered = subject.statements()[inner];
      const Statement& covering = subject.statements()[outer];
      Finding& finding = found.add(subject, covered.node.span(),
                                   fmt::format("statement {} is implied by statement {}",
                                               name_of(covered, inner), name_of(covering, outer)),
                                   "remove it");
      finding.relate(subject.source(), covering.node.span(), "applies to all of it, and more");
      finding.fix = without(subject, covered);
    }
  }
}

}  // namespace

extern const Rule kRedundantStatement{
    .id = "SEM060",
    .name = "redundant-statement",
    .level = Level::kInfo,
    .fix = FixKind::kUnsafe,
    .aws_codes = {"REDUNDANT_STATEMENT"},
    .summary = "a statement that another one implies",
    .doc =
        R"(Another statement with the same effect applies to every request that this one applies to, so that it changes nothing. Actions,
resources, principals and conditions are compared by what they match, not by their words.
)",
    .check = check,
};

}  // namespace cordon::rules
