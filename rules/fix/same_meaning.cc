#include "rules/fix/same_meaning.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <iterator>
#include <set>
#include <utility>
#include <vector>

#include "engine/evaluate.h"
#include "engine/prove/policy_claims.h"
#include "engine/prove/settings.h"

namespace cordon::rules {
namespace {

using Words = std::set<std::string, std::less<>>;

// Requests are made by an account that a policy may not name.
constexpr std::string_view kStranger = "arn:aws:iam::999988887777:user/stranger";

/// A text that the glob matches, with `fill` for its wildcards.
std::string filled(std::string_view pattern, std::string_view fill) {
  std::string text;
  for (const char c : pattern) {
    if (c == '*') {
      text += fill;
    } else {
      text += c == '?' ? 'q' : c;
    }
  }
  return text;
}

/// A text that matches, one that is longer and one that is shorter.
void add_around(Words& words, std::string_view pattern) {
  const std::string plain = filled(pattern, "");
  words.insert(plain);
  words.insert(filled(pattern, "zz"));
  words.insert(plain + "zz");
  if (plain.size() > 1) words.insert(plain.substr(0, plain.size() - 1));
}

/// What a condition may find under its key: nothing, or a text.
struct KeyWords {
  ContextKey key;
  std::vector<std::string> values;
};

/// All that two policies speak of.
class Vocabulary {
 public:
  void add(const PolicyDocument& document) {
    for (const Statement& statement : document.statements) {
      if (statement.action) add_list(*statement.action, actions_);
      if (statement.resource) add_list(*statement.resource, resources_);
      if (statement.principal) add_principals(*statement.principal);
      for (const ConditionEntry& entry : statement.conditions) add_condition(entry);
    }
  }

  [[nodiscard]] std::vector<std::string> actions() const {
    std::vector<std::string> valid{"other:Action"};
    std::ranges::copy_if(actions_, std::back_inserter(valid),
                         [](const std::string& action) { return action.contains(':'); });
    return valid;
  }
  [[nodiscard]] std::vector<std::string> resources() const {
    std::vector<std::string> all{"*", "arn:aws:s3:::another-bucket/key"};
    all.insert(all.end(), resources_.begin(), resources_.end());
    return all;
  }
  [[nodiscard]] std::vector<Caller> callers() const {
    std::vector<Caller> callers{*parse_principal(kStranger), *parse_principal("*")};
    for (const std::string& text : principals_) {
      if (auto caller = parse_principal(text)) callers.push_back(std::move(*caller));
    }
    return callers;
  }
  /// No key at all, then one key at a time with each of its values while the others have their
  /// first, then each key alone missing.
  [[nodiscard]] std::vector<RequestContext> contexts() const {
    std::vector<RequestContext> all(1);
    for (const KeyWords& varied : keys_) {
      for (const std::string& value : varied.values) all.push_back(context(varied.key, &value));
      all.push_back(context(varied.key, nullptr));
    }
    return all;
  }

 private:
  static void add_list(const ListElement& list, Words& words) {
    for (const PolicyText& entry : list.entries) add_around(words, entry.value);
  }

  void add_principals(const PrincipalElement& principal) {
    for (const PrincipalEntry& entry : principal.entries) {
      principals_.insert(std::string(entry.value.value));
    }
  }

  void add_condition(const ConditionEntry& entry) {
    const ContextKey key(entry.key.value);
    auto known = std::ranges::find(keys_, key, &KeyWords::key);
    if (known == keys_.end()) known = keys_.insert(keys_.end(), {.key = key, .values = {}});
    Words words(known->values.begin(), known->values.end());
    for (const PolicyText& value : entry.values) add_around(words, value.value);
    words.insert({"true", "false"});
    known->values.assign(words.begin(), words.end());
  }

  [[nodiscard]] RequestContext context(const ContextKey& varied, const std::string* value) const {
    RequestContext context;
    for (const KeyWords& other : keys_) {
      const std::string* chosen = other.key == varied ? value : &other.values.front();
      ContextEntry entry{.key = other.key, .state = ContextEntry::State::kAbsent, .values = {}};
      if (chosen != nullptr) {
        entry.state = ContextEntry::State::kValues;
        entry.values = {*chosen};
      }
      context.set(std::move(entry));
    }
    return context;
  }

  Words actions_;
  Words resources_;
  Words principals_;
  std::vector<KeyWords> keys_;
};

/// What was undecided may become decided: AWS refuses such a policy, or does not say what it means.
bool agree(Truth before, Truth after) { return before == Truth::kUnknown || before == after; }

/// What the policy itself says, whatever else would have a part in a decision.
bool same(const Decision& before, const Decision& after) {
  return std::ranges::equal(before.layers, after.layers, [](const auto& old, const auto& now) {
    return agree(old.allow, now.allow) && agree(old.deny, now.deny);
  });
}

/// All combinations when they are few, else evenly spread ones.
template <class Visit>
void for_each_combination(const std::array<std::size_t, 4>& sizes, Visit visit) {
  std::size_t total = 1;
  for (const std::size_t size : sizes) total = std::min(total * size, std::size_t{1} << 40U);
  // A step that shares no factor with most sizes visits every value of every dimension.
  const std::size_t step = total <= kMostCompared ? 1 : (total / kMostCompared + 1) | 1U;
  for (std::size_t number = 0; number < total; number += step) {
    std::array<std::size_t, 4> at{};
    std::size_t rest = number;
    for (std::size_t i = 0; i < sizes.size(); ++i) {
      at[i] = rest % sizes[i];
      rest /= sizes[i];
    }
    if (!visit(at)) return;
  }
}

// A fix is small, and its proof is; one that is not is left to trying.
constexpr prove::Limits kProofLimits{.steps = 2'000'000, .rounds = 2'000};

// A request that `after` allows and `before` does not.
prove::Proof not_wider(const PolicyPtr& before, const PolicyPtr& after) {
  return prove::prove_not_wider(before, after,
                                {.actions = {},
                                 .resources = {},
                                 .tolerated = {},
                                 .account = {},
                                 .limits = kProofLimits})
      .proof;
}

// Both ways; sets `proved`, or says which request differs.
void prove_alike(const PolicyPtr& before, const PolicyPtr& after, Comparison& comparison) {
  if (before->unreadable || after->unreadable) return;
  comparison.proved = true;
  for (const auto& [first, second] : {std::pair(before, after), std::pair(after, before)}) {
    const prove::Proof proof = not_wider(first, second);
    comparison.proved = comparison.proved && proof.verdict == prove::Verdict::kHolds;
    if (proof.verdict != prove::Verdict::kRefuted) continue;
    const Request& request = proof.witness->request;
    comparison.difference =
        fmt::format("{} on {}, allowed {} only", request.action(), request.resource(),
                    first == before ? "afterwards" : "before");
    return;
  }
}

}  // namespace

Comparison compare_meaning(const PolicyPtr& before, const PolicyPtr& after) {
  Vocabulary words;
  words.add(before->document);
  words.add(after->document);
  const auto actions = words.actions();
  const auto resources = words.resources();
  const auto callers = words.callers();
  const auto contexts = words.contexts();
  const ApplicablePolicies old_policies = prove::placed(before, {});
  const ApplicablePolicies new_policies = prove::placed(after, {});
  Comparison comparison;
  for_each_combination(
      {contexts.size(), actions.size(), resources.size(), callers.size()}, [&](const auto& at) {
        const Caller& caller = callers[at[3]];
        Request request(caller, default_credential(caller), actions[at[1]], resources[at[2]]);
        request.context = contexts[at[0]];
        ++comparison.tried;
        if (same(evaluate(request, old_policies), evaluate(request, new_policies))) return true;
        comparison.difference = fmt::format("{} on {} by {}", request.action(), request.resource(),
                                            caller.arn.empty() ? "*" : caller.arn);
        return false;
      });
  if (!comparison.difference) prove_alike(before, after, comparison);
  return comparison;
}

}  // namespace cordon::rules
