#include "engine/testing/coverage.h"

#include <algorithm>

#include "engine/evaluate.h"

namespace cordon::testing {
namespace {

bool names_caller(const CompiledStatement& statement, const Request& request, CallerFacts facts) {
  if (!statement.principals.given()) return true;
  const Caller& caller = request.caller();
  const Truth named = statement.effect == Effect::kDeny
                          ? statement.principals.denies(caller, facts)
                          : statement.principals.allows(caller, facts).any();
  return named == Truth::kTrue;
}

}  // namespace

void PolicyCoverage::add(const PolicyCoverage& other) {
  for (std::size_t i = 0; i < std::min(statements.size(), other.statements.size()); ++i) {
    StatementCoverage& mine = statements[i];
    const StatementCoverage& more = other.statements[i];
    mine.matched = mine.matched || more.matched;
    for (std::size_t j = 0; j < std::min(mine.conditions.size(), more.conditions.size()); ++j) {
      mine.conditions[j].met = mine.conditions[j].met || more.conditions[j].met;
      mine.conditions[j].unmet = mine.conditions[j].unmet || more.conditions[j].unmet;
    }
  }
}

CoverageCount statements_covered(const PolicyCoverage& policy) {
  const auto matched = std::ranges::count_if(policy.statements, &StatementCoverage::matched);
  return {static_cast<std::size_t>(matched), policy.statements.size()};
}

CoverageCount conditions_covered(const PolicyCoverage& policy) {
  CoverageCount count;
  for (const StatementCoverage& statement : policy.statements) {
    for (const ConditionCoverage& condition : statement.conditions) {
      count.covered += (condition.met ? 1U : 0U) + (condition.unmet ? 1U : 0U);
      count.total += 2;
    }
  }
  return count;
}

CoverageCount operator+(CoverageCount a, CoverageCount b) {
  return {a.covered + b.covered, a.total + b.total};
}

Coverage::Coverage(const ApplicablePolicies& watched) {
  for_each_policy(watched, [&](const PolicyPtr& policy) { watch(policy); });
}

PolicyCoverage* Coverage::find(const CompiledPolicy* policy) {
  const auto found = index_.find(policy);
  return found == index_.end() ? nullptr : &policies_[found->second];
}

void Coverage::watch(const PolicyPtr& policy) {
  if (policy->unreadable || !index_.emplace(policy.get(), policies_.size()).second) return;
  PolicyCoverage covered{.policy = policy, .statements = {}};
  for (const CompiledStatement& statement : policy->statements) {
    StatementCoverage one;
    one.conditions.resize(statement.conditions.size());
    covered.statements.push_back(std::move(one));
  }
  policies_.push_back(std::move(covered));
}

void Coverage::add(const Request& request, const ApplicablePolicies& policies) {
  for (const StatementHit& hit : trace(request, policies).hits) {
    PolicyCoverage* covered = hit.matched == Truth::kTrue ? find(hit.policy) : nullptr;
    if (covered != nullptr) covered->statements[hit.statement].matched = true;
  }
  for_each_policy(policies, [&](const PolicyPtr& policy) {
    if (PolicyCoverage* covered = find(policy.get())) {
      add_conditions(*covered, request, !policies.boundary.empty());
    }
  });
}

void Coverage::add_conditions(PolicyCoverage& covered, const Request& request, bool has_boundary) {
  const CompiledPolicy& policy = *covered.policy;
  policy.actions.matching(request.action_lower()).for_each([&](std::size_t index) {
    const CompiledStatement& statement = policy.statements[index];
    const bool speaks = names_caller(statement, request, {.has_boundary = has_boundary}) &&
                        statement.resources.matches(request) == Truth::kTrue;
    if (!speaks) return;
    for (std::size_t i = 0; i < statement.conditions.size(); ++i) {
      const Truth met =
          evaluate_condition(statement.conditions[i], request, statement.effect).value;
      ConditionCoverage& condition = covered.statements[index].conditions[i];
      condition.met = condition.met || met == Truth::kTrue;
      condition.unmet = condition.unmet || met == Truth::kFalse;
    }
  });
}

}  // namespace cordon::testing
