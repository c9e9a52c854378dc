#include "engine/incident/reach/federated_names.h"

#include <algorithm>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/incident/verdict/candidates.h"
#include "grammar/pattern.h"

namespace cordon::incident {
namespace {

class Names {
 public:
  void add(const CompiledPolicy& policy) {
    for (const CompiledStatement& statement : policy.statements) {
      for (const PrincipalPattern& pattern : statement.principals.patterns()) add(pattern.text);
      for (const ResourceEntry& entry : statement.resources.entries()) add(entry.text);
      for (const CompiledCondition& condition : statement.conditions) {
        const bool userid = condition.key.derived == DerivedKey::kUserid;
        for (const ConditionValue& value : condition.values) {
          userid ? add_after(value.text, ":") : add(value.text);
        }
      }
    }
  }

  // With one that no policy speaks of, not even with a pattern; the longest when there is none.
  std::set<std::string> take() && {
    std::string free(kAnyFederatedName);
    for (std::size_t length = kShortest; length <= kLongest && is_spoken_of(free); ++length) {
      free = std::string(kUnlikely.substr(0, length));
    }
    names_.insert(std::move(free));
    return std::move(names_);
  }

 private:
  void add(std::string_view arn) { add_after(arn, ":federated-user/"); }

  void add_after(std::string_view text, std::string_view mark) {
    const std::size_t at = text.find(mark);
    if (at == std::string_view::npos) return;
    const std::string_view pattern = text.substr(at + mark.size());
    std::string name = example_of(pattern, kAnyFederatedName);
    if (!name.empty()) names_.insert(std::move(name));
    // What speaks of everyone can't be avoided.
    if (pattern.find_first_not_of('*') != std::string_view::npos)
      patterns_.push_back(Pattern::glob(pattern));
  }

  [[nodiscard]] bool is_spoken_of(std::string_view name) const {
    return std::ranges::any_of(patterns_,
                               [&](const Pattern& pattern) { return pattern.matches(name); });
  }

  // Of the characters that a name may have (STS API Reference, GetFederationToken: Name).
  static constexpr std::string_view kUnlikely = "=,.@-_=,.@-_=,.@-_=,.@-_=,.@-_=,";
  static constexpr std::size_t kShortest = 2;
  static constexpr std::size_t kLongest = kUnlikely.size();

  std::set<std::string> names_;
  std::vector<Pattern> patterns_;
};

}  // namespace

std::set<std::string> federated_names(const History& history) {
  Names names;
  const auto add_versions = [&](const auto& principals) {
    for (const auto& [name, versions] : principals) {
      for (const auto& version : versions.all()) {
        for (const PolicyPtr& policy : version.policies.identity) names.add(*policy);
        for (const PolicyPtr& policy : version.policies.boundary) names.add(*policy);
      }
    }
  };
  add_versions(history.users());
  add_versions(history.roles());
  for (std::size_t i = 0; i < history.worlds(); ++i) {
    if (i > 0 && &history.surroundings(i) == &history.surroundings(i - 1)) continue;
    const World& world = history.surroundings(i).world();
    for (const ResourcePolicy& resource : world.resources) names.add(*resource.policy.policy);
    for (const auto& [id, policy] : world.organization.policies) names.add(*policy.policy);
    for (const auto& [id, account] : world.accounts) {
      for (const auto& [name, role] : account.roles) names.add(*role.trust.policy);
    }
  }
  return std::move(names).take();
}

}  // namespace cordon::incident
