// Which statements of policies a set of requests exercised, and which of their conditions were met
// by one request and not met by another. A condition counts only where the rest of its statement
// speaks of the request: then it is what decides. Nothing is expected of a request here.
#pragma once

#include <cstddef>
#include <cstdint>
#include <unordered_map>
#include <vector>

#include "engine/applicable_policies.h"
#include "engine/request.h"

namespace cordon::testing {

struct ConditionCoverage {
  bool met = false;
  bool unmet = false;
};

struct StatementCoverage {
  bool matched = false;                       // in some decision
  std::vector<ConditionCoverage> conditions;  // of the compiled statement, in its order
};

struct PolicyCoverage {
  PolicyPtr policy;
  std::vector<StatementCoverage> statements;

  /// What requests exercised of another reading of the same document counts as well.
  void add(const PolicyCoverage& other);
};

/// How much of what there is to exercise was: statements to match, conditions to be met, and not.
struct CoverageCount {
  std::size_t covered = 0;
  std::size_t total = 0;

  /// In whole percent, rounded down; all of nothing is 100.
  [[nodiscard]] std::size_t percent() const { return total == 0 ? 100 : covered * 100 / total; }
};
[[nodiscard]] CoverageCount statements_covered(const PolicyCoverage& policy);
[[nodiscard]] CoverageCount conditions_covered(const PolicyCoverage& policy);
[[nodiscard]] CoverageCount operator+(CoverageCount a, CoverageCount b);

class Coverage {
 public:
  /// Looks at these policies only; one that is unreadable has nothing to exercise.
  explicit Coverage(const ApplicablePolicies& watched);

  /// What a request exercises of the watched policies that apply to it.
  void add(const Request& request, const ApplicablePolicies& policies);

  /// In the order of the policy types, each policy once.
  [[nodiscard]] const std::vector<PolicyCoverage>& policies() const { return policies_; }

 private:
  void watch(const PolicyPtr& policy);
  void add_conditions(PolicyCoverage& covered, const Request& request, bool has_boundary);
  [[nodiscard]] PolicyCoverage* find(const CompiledPolicy* policy);

  std::vector<PolicyCoverage> policies_;
  std::unordered_map<const CompiledPolicy*, std::size_t> index_;
};

/// Calls `visit` with every policy, in the order of the policy types; never with null.
template <class Visit>
void for_each_policy(const ApplicablePolicies& policies, Visit visit) {
  const auto one = [&](const PolicyPtr& policy) {
    if (policy) visit(policy);
  };
  for (const PolicyPtr& policy : policies.identity) one(policy);
  one(policies.resource);
  for (const PolicyPtr& policy : policies.boundary) one(policy);
  for (const PolicyPtr& policy : policies.session) one(policy);
  for (const auto* levels : {&policies.scps, &policies.rcps}) {
    for (const auto& level : *levels) {
      for (const PolicyPtr& policy : level) one(policy);
    }
  }
  if (!policies.endpoint) return;
  for (const PolicyPtr& policy : *policies.endpoint) one(policy);
}

}  // namespace cordon::testing
