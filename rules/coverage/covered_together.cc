#include "rules/coverage/covered_together.h"

#include <algorithm>
#include <set>
#include <string>

#include "engine/prove/statement_claims.h"
#include "engine/statement_containment.h"
#include "grammar/text.h"
#include "rules/coverage/samples.h"

namespace cordon::rules {
namespace {

using Statements = CoveredTogether::Statements;

// Of the entries of an element, so many are made examples of.
constexpr std::size_t kMostActions = 128;
constexpr std::size_t kMostResources = 8;
// Of the values of each condition, and of all examples of a statement with conditions.
constexpr std::size_t kMostValues = 4;
constexpr std::size_t kMostExamples = 64;
// Entries of two lists that are held against each other.
constexpr std::size_t kMostCompared = 10'000;
// One proof, and all of a document: statements of real policies take a few thousand steps.
constexpr prove::Limits kProof{.steps = 1'000'000, .rounds = 1'000};
constexpr std::uint64_t kMostSteps = 10'000'000;

bool has_action(const CompiledStatement& statement) {
  return statement.action && !statement.action->entries.empty();
}

// Examples of requests that a statement speaks of, as far as action and resource go.
std::vector<std::string> sample_actions(const CompiledStatement& statement) {
  if (statement.action->negated) return {"z:z"};
  std::vector<std::string> samples;
  for (const PolicyText& entry : statement.action->entries) {
    if (samples.size() >= kMostActions) break;
    samples.push_back(sample_action(entry.value));
  }
  return samples;
}

std::vector<std::string> sample_resources(const CompiledStatement& statement) {
  if (!statement.resources.given() || statement.resources.negated()) return {"*"};
  std::vector<std::string> samples;
  for (const ResourceEntry& entry : statement.resources.entries()) {
    if (samples.size() >= kMostResources) break;
    if (!entry.with_variables) samples.push_back(sample_resource(entry.text));
  }
  return samples;
}

// The same with variables, which the context gets values for.
std::vector<std::string> sample_resources(const CompiledStatement& statement,
                                          RequestContext& context) {
  std::vector<std::string> samples = sample_resources(statement);
  if (!statement.resources.given() || statement.resources.negated()) return samples;
  for (const ResourceEntry& entry : statement.resources.entries()) {
    if (samples.size() >= kMostResources) break;
    if (!entry.with_variables) continue;
    if (auto sample = sample_text(*entry.with_variables, context)) samples.push_back(*sample);
  }
  return samples;
}

// A request without any condition key.
Request sample_request(const std::string& action, const std::string& resource) {
  static const Caller kAnybody = *parse_principal("*");
  Request request(kAnybody, std::nullopt, action, resource);
  request.context_complete = true;
  return request;
}

// The principals of a statement, each alone, where others may name them one by one.
std::vector<PrincipalSet> single_principals(const PrincipalSet& principals) {
  if (!principals.given() || principals.negated()) return {principals};
  std::vector<PrincipalSet> each;
  for (const PrincipalPattern& pattern : principals.patterns())
    each.emplace_back(false, std::vector{pattern});
  return each;
}

// Whether `inner` speaks of the example, and for sure none of the candidates do. Where it has
// conditions, nothing is concluded from theirs.
bool is_alone(const CompiledPolicy& policy, std::size_t inner, const Statements& candidates,
              const Request& example) {
  const StatementSet speaking = policy.actions.matching(example.action_lower());
  if (!speaking.contains(inner)) return false;
  const CompiledStatement& statement = policy.statements[inner];
  const bool here = statement.resources.matches(example) == Truth::kTrue;
  return std::ranges::none_of(candidates, [&](std::size_t each) {
    if (!speaking.contains(each)) return false;
    if (!here) return true;
    if (statement.conditions.empty()) {
      return prove::speaks_of(policy, each, example) != Truth::kFalse;
    }
    return policy.statements[each].resources.matches(example) != Truth::kFalse;
  });
}

// Whether `inner` speaks of the example, and none of the others do, whatever their conditions.
bool is_alone_for_sure(const CompiledPolicy& policy, std::size_t inner, const Statements& others,
                       const Request& example) {
  return prove::speaks_of(policy, inner, example) == Truth::kTrue &&
         std::ranges::all_of(others, [&](std::size_t each) {
           return prove::speaks_of(policy, each, example) == Truth::kFalse;
         });
}

// --- Statements that have nothing to do with each other -----------------------------------------

// What stands before the first wildcard or variable.
std::string_view fixed_start(std::string_view entry) {
  const auto* const open =
      std::ranges::find_if(entry, [](char c) { return c == '*' || c == '?' || c == '$'; });
  return {entry.begin(), open};
}

bool one_begins_the_other(std::string_view a, std::string_view b) {
  const std::size_t length = std::min(a.size(), b.size());
  return equals_ignoring_ascii_case(a.substr(0, length), b.substr(0, length));
}

// Some entry of one list and some of the other can stand for the same text.
bool any_meet(const auto& a, const auto& b, auto text_of) {
  if (b.size() != 0 && a.size() > kMostCompared / b.size()) return true;
  return std::ranges::any_of(a, [&](const auto& one) {
    const std::string_view start = fixed_start(text_of(one));
    return std::ranges::any_of(b, [&](const auto& other) {
      return one_begins_the_other(start, fixed_start(text_of(other)));
    });
  });
}

bool may_overlap(const CompiledStatement& a, const CompiledStatement& b) {
  const bool actions = a.action->negated || b.action->negated ||
                       any_meet(a.action->entries, b.action->entries, [](const PolicyText& entry) {
                         return std::string_view(entry.value);
                       });
  if (!actions) return false;
  const auto listed = [](const ResourceSet& set) { return set.given() && !set.negated(); };
  return !listed(a.resources) || !listed(b.resources) ||
         any_meet(a.resources.entries(), b.resources.entries(),
                  [](const ResourceEntry& entry) { return std::string_view(entry.text); });
}

}  // namespace

// Looked up, so that long documents of statements that have nothing in common cost little.
bool CoveredTogether::speaks_of_first_example(std::size_t inner, const auto& is_candidate) const {
  const CompiledPolicy& policy = *subject_.compiled;
  const StatementSet speaking =
      policy.actions.matching(sample_actions(policy.statements[inner]).front());
  bool any = !speaking.contains(inner);
  speaking.for_each([&](std::size_t each) { any = any || is_candidate(each); });
  return any;
}

// Some example that none of the candidates speaks of.
bool CoveredTogether::told_apart(std::size_t inner, const Statements& candidates) const {
  const CompiledPolicy& policy = *subject_.compiled;
  const std::vector<std::string> actions = sample_actions(policy.statements[inner]);
  const std::vector<std::string> resources = sample_resources(policy.statements[inner]);
  const auto apart = [&](const std::string& action, const std::string& resource) {
    return is_alone(policy, inner, candidates, sample_request(action, resource));
  };
  for (const std::string& action : actions) {
    if (apart(action, resources.empty() ? "*" : resources.front())) return true;
  }
  return !actions.empty() && std::ranges::any_of(resources, [&](const std::string& resource) {
    return apart(actions.front(), resource);
  });
}

// Some example that meets the conditions of `inner`, and of which none of the others speaks: what a
// proof would come to in a hundred times as long.
bool CoveredTogether::told_apart_by_conditions(std::size_t inner, const Statements& others) {
  const CompiledPolicy& policy = *subject_.compiled;
  const CompiledStatement& statement = policy.statements[inner];
  const std::vector<std::string> actions = sample_actions(statement);
  std::size_t tries = 0;
  for (std::size_t number = 0; number < kMostValues; ++number) {
    auto context = sample_context(statement, number);
    if (!context) return false;
    const std::vector<std::string> resources = sample_resources(statement, *context);
    for (const std::string& action : actions) {
      for (const std::string& resource : resources) {
        if (++tries > kMostExamples) return false;
        steps_ += others.size();
        Request example = sample_request(action, resource);
        example.context = *context;
        if (is_alone_for_sure(policy, inner, others, example)) return true;
      }
    }
  }
  return false;
}

bool CoveredTogether::is_covered(std::size_t inner, const Statements& candidates) {
  if (steps_ > kMostSteps) {
    found_.give_up(subject_);
    return false;
  }
  if (told_apart_by_conditions(inner, candidates)) return false;
  const prove::Proof proof =
      prove::prove_covered(*subject_.compiled, inner, candidates, kProof).proof;
  steps_ += proof.steps;
  if (proof.out_of_budget) found_.give_up(subject_);
  return proof.verdict == prove::Verdict::kHolds;
}

// Taken out in ever smaller pieces.
Statements CoveredTogether::needed_of(std::size_t inner, Statements cover) {
  for (std::size_t size = (cover.size() + 1) / 2; size > 0; size = size == 1 ? 0 : (size + 1) / 2) {
    for (std::size_t at = 0; at < cover.size();) {
      Statements less = cover;
      const auto begin = less.begin() + static_cast<std::ptrdiff_t>(at);
      less.erase(begin, begin + static_cast<std::ptrdiff_t>(std::min(size, cover.size() - at)));
      if (!less.empty() && is_covered(inner, less)) {
        cover = std::move(less);
      } else {
        at += size;
      }
    }
  }
  return cover;
}

Statements CoveredTogether::cover_for(std::size_t inner, const Statements& candidates) {
  if (candidates.empty() || told_apart(inner, candidates)) return {};
  const auto& statements = subject_.compiled->statements;
  Statements near;
  std::ranges::copy_if(candidates, std::back_inserter(near), [&](std::size_t each) {
    return may_overlap(statements[each], statements[inner]);
  });
  if (near.empty() || !is_covered(inner, near)) return {};
  return needed_of(inner, std::move(near));
}

Statements CoveredTogether::cover_of(std::size_t inner, const std::vector<bool>& candidates) {
  const auto& statements = subject_.compiled->statements;
  if (!has_action(statements[inner])) return {};
  const auto is_candidate = [&](std::size_t each) {
    return each != inner && candidates[each] && has_action(statements[each]);
  };
  if (!speaks_of_first_example(inner, is_candidate) || !found_.may_try(subject_)) return {};
  Statements all;
  for (std::size_t i = 0; i < statements.size(); ++i) {
    if (is_candidate(i)) all.push_back(i);
  }
  return cover_of_each_principal(inner, all);
}

// Each principal may be named by other statements.
Statements CoveredTogether::cover_of_each_principal(std::size_t inner,
                                                    const Statements& candidates) {
  const auto& statements = subject_.compiled->statements;
  std::set<std::size_t> needed;
  std::set<Statements> done;
  for (const PrincipalSet& principals : single_principals(statements[inner].principals)) {
    Statements naming;
    std::ranges::copy_if(candidates, std::back_inserter(naming), [&](std::size_t each) {
      return covers(statements[each].principals, principals) == Truth::kTrue;
    });
    if (!done.insert(naming).second) continue;
    const Statements cover = cover_for(inner, naming);
    if (cover.empty()) return {};
    needed.insert(cover.begin(), cover.end());
  }
  return {needed.begin(), needed.end()};
}

}  // namespace cordon::rules
