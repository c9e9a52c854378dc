#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "rules/containment/containment.h"
#include "rules/coverage/covered_statements.h"
#include "rules/coverage/covered_together.h"
#include "rules/fix/edits.h"
#include "rules/rule.h"

namespace cordon::rules {
namespace {

using Statements = CoveredTogether::Statements;

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

std::string names_of(const Subject& subject, const Statements& statements) {
  std::string text;
  for (std::size_t i = 0; i < statements.size(); ++i) {
    const bool last = i + 1 == statements.size();
    text += i == 0 ? "" : last ? " and " : ", ";
    text += name_of(subject.statements()[statements[i]], statements[i]);
  }
  return text;
}

bool has_deny(const Subject& subject, const Statements& statements) {
  return std::ranges::any_of(statements,
                             [&](std::size_t each) { return is_deny(subject.statements()[each]); });
}

// What the others do with what the statement speaks of.
std::string message(const Subject& subject, std::size_t inner, const Statements& cover) {
  const std::string name = name_of(subject.statements()[inner], inner);
  const std::string others = names_of(subject, cover);
  const bool together = cover.size() > 1;
  const bool allow = !is_deny(subject.statements()[inner]);
  if (allow && has_deny(subject, cover)) {
    return fmt::format("statement {} changes nothing: statements {} allow or deny all of it", name,
                       others);
  }
  return fmt::format("statement {} is implied by statement{} {}{}", name, together ? "s" : "",
                     others, together ? " together" : "");
}

void report(const Subject& subject, std::size_t inner, const Statements& cover, Found& found) {
  const Statement& covered = subject.statements()[inner];
  Finding& finding =
      found.add(subject, covered.node.span(), message(subject, inner, cover), "remove it");
  const bool together = cover.size() > 1;
  for (const std::size_t each : cover) {
    const bool other = is_deny(subject.statements()[each]) != is_deny(covered);
    finding.relate(subject.source(), subject.statements()[each].node.span(),
                   other      ? "denies some of it"
                   : together ? "applies to some of it"
                              : "applies to all of it, and more");
  }
  finding.fix = without(subject, covered);
  // AWS compares statements two by two.
  if (together) finding.aws_code = {};
}

// An Allow that Denies alone cover has a rule of its own.
bool has_own_kind(const Subject& subject, std::size_t inner, const Statements& cover) {
  const bool deny = is_deny(subject.statements()[inner]);
  return std::ranges::any_of(
      cover, [&](std::size_t each) { return is_deny(subject.statements()[each]) == deny; });
}

std::map<std::size_t, Statements> covered_by_one(const CompiledPolicy& policy) {
  std::map<std::size_t, Statements> covered;
  for (const Effect effect : {Effect::kAllow, Effect::kDeny}) {
    for (const auto [outer, inner] : covered_statements(policy, effect, effect)) {
      covered[inner] = {outer};
    }
  }
  return covered;
}

// Denies first: an Allow is redundant beside those that stay, and what is redundant covers nothing.
void check(const Subject& subject, Found& found) {
  if (subject.compiled == nullptr) return;
  std::map<std::size_t, Statements> redundant = covered_by_one(*subject.compiled);
  CoveredTogether together(subject, found);
  std::vector<bool> candidates(subject.statements().size());
  for (const Effect effect : {Effect::kDeny, Effect::kAllow}) {
    for (std::size_t i = 0; i < candidates.size(); ++i) {
      const bool own = is_deny(subject.statements()[i]) == (effect == Effect::kDeny);
      if (own) candidates[i] = !redundant.contains(i);
    }
    for (std::size_t i = 0; i < candidates.size(); ++i) {
      const bool own = is_deny(subject.statements()[i]) == (effect == Effect::kDeny);
      if (!own || redundant.contains(i)) continue;
      Statements cover = together.cover_of(i, candidates);
      if (!has_own_kind(subject, i, cover)) continue;
      redundant[i] = std::move(cover);
      candidates[i] = false;
    }
  }
  for (const auto& [inner, cover] : redundant) report(subject, inner, cover, found);
}

}  // namespace

extern const Rule kRedundantStatement{
    .id = "SEM060",
    .name = "redundant-statement",
    .level = Level::kInfo,
    .fix = FixKind::kUnsafe,
    .aws_codes = {"REDUNDANT_STATEMENT"},
    .summary = "a statement that others imply",
    .doc =
        R"(Another statement with the same effect applies to every request that this one applies to, or several do together, so that it
changes nothing; nor does an Allow of which Denies take away what the others do not allow. Actions, resources, principals
and conditions are compared by what they match, for all requests, not by their words.
)",
    .check = check,
};

}  // namespace cordon::rules
