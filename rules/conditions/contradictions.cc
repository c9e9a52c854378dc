#include "rules/conditions/contradictions.h"

#include <algorithm>
#include <map>
#include <string>

#include "engine/caller.h"
#include "engine/prove/statement_claims.h"
#include "rules/coverage/samples.h"

namespace cordon::rules {
namespace {

using Numbers = std::vector<std::size_t>;

constexpr prove::Limits kProof{.steps = 1'000'000, .rounds = 1'000};
// Of a statement; there are not as many operators.
constexpr std::size_t kMostConditions = 64;

// Keys that are one attribute have one name.
std::string attribute_of(const ContextKey& key) {
  return key.derived == DerivedKey::kEpochTime ? "aws:currenttime" : key.lower;
}

std::vector<std::string> attributes_of(const CompiledCondition& condition) {
  std::vector<std::string> names{attribute_of(condition.key)};
  for (const ConditionValue& value : condition.values) {
    if (!value.with_variables) continue;
    for (const VariableUse& use : value.with_variables->variables()) {
      names.push_back(attribute_of(use.key));
    }
  }
  return names;
}

// Conditions that speak of a common attribute, directly or through others.
std::vector<Numbers> connected(const std::vector<CompiledCondition>& conditions) {
  Numbers group;
  for (std::size_t i = 0; i < std::min(conditions.size(), kMostConditions); ++i) group.push_back(i);
  std::map<std::string, std::size_t> first;
  for (std::size_t i = 0; i < group.size(); ++i) {
    for (const std::string& name : attributes_of(conditions[i])) {
      const std::size_t joined = group[first.emplace(name, i).first->second];
      std::ranges::replace(group, std::size_t{group[i]}, joined);
    }
  }
  std::map<std::size_t, Numbers> members;
  for (std::size_t i = 0; i < group.size(); ++i) members[group[i]].push_back(i);
  std::vector<Numbers> all;
  for (auto& [name, numbers] : members) {
    if (numbers.size() > 1) all.push_back(std::move(numbers));
  }
  return all;
}

// Some example meets all conditions, so that no two of them exclude each other.
bool is_met_by_example(const CompiledStatement& statement) {
  constexpr std::size_t kMostValues = 4;
  Request example(*parse_principal("*"), std::nullopt, "z:z", "*");
  example.context_complete = true;
  for (std::size_t number = 0; number < kMostValues; ++number) {
    auto context = sample_context(statement, number);
    if (!context) return false;
    example.context = *std::move(context);
    const bool met = std::ranges::all_of(statement.conditions, [&](const auto& condition) {
      return evaluate_condition(condition, example, statement.effect).value == Truth::kTrue;
    });
    if (met) return true;
  }
  return false;
}

class Search {
 public:
  Search(const Subject& subject, const CompiledStatement& statement, Found& found)
      : subject_(subject), statement_(statement), found_(found) {}

  Numbers in(Numbers conditions) {
    if (!found_.may_try(subject_) || !exclude_each_other(conditions)) return {};
    for (std::size_t at = 0; at < conditions.size();) {
      Numbers less = conditions;
      less.erase(less.begin() + static_cast<std::ptrdiff_t>(at));
      if (!less.empty() && exclude_each_other(less)) {
        conditions = std::move(less);
      } else {
        ++at;
      }
    }
    return conditions;
  }

 private:
  bool exclude_each_other(const Numbers& conditions) {
    const prove::Proof proof = prove::prove_never_met(statement_, conditions, kProof).proof;
    if (proof.out_of_budget) found_.give_up(subject_);
    return proof.verdict == prove::Verdict::kHolds;
  }

  const Subject& subject_;
  const CompiledStatement& statement_;
  Found& found_;
};

}  // namespace

std::vector<std::size_t> contradiction(const Subject& subject, std::size_t statement,
                                       Found& found) {
  const CompiledStatement& compiled = subject.compiled->statements[statement];
  std::vector<Numbers> groups = connected(compiled.conditions);
  if (groups.empty() || is_met_by_example(compiled)) return {};
  for (Numbers& group : groups) {
    Numbers core = Search(subject, compiled, found).in(std::move(group));
    // One condition that is never met by itself is another rule's.
    if (core.size() > 1) return core;
  }
  return {};
}

}  // namespace cordon::rules
