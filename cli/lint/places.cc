#include "cli/lint/places.h"

#include <algorithm>

namespace cordon {
namespace {

std::uint32_t begin_of(const rules::LintedPolicy* policy) {
  return policy->root ? policy->root->span().begin : 0;
}

}  // namespace

PolicyPlaces::PolicyPlaces(const rules::LintResult& result) {
  for (const rules::LintedPolicy& policy : result.policies) {
    policies_[policy.source.get()].push_back(&policy);
  }
  for (auto& [source, policies] : policies_) std::ranges::stable_sort(policies, {}, begin_of);
}

const rules::LintedPolicy* PolicyPlaces::policy_at(const Source& source, Span span) const {
  const auto found = policies_.find(&source);
  if (found == policies_.end()) return nullptr;
  const auto& policies = found->second;
  const auto behind = std::ranges::upper_bound(policies, span.begin, {}, begin_of);
  return behind == policies.begin() ? policies.front() : *(behind - 1);
}

rules::JsonPlace PolicyPlaces::in_document(const rules::LintedPolicy* policy, Span span) {
  if (policy == nullptr || !policy->root) return {.path = {}, .span = span};
  return places_.try_emplace(policy, *policy->root).first->second.at(span);
}

}  // namespace cordon
