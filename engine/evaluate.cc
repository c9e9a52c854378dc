#include "engine/evaluate.h"

#include <algorithm>

#include "engine/combination.h"
#include "engine/rcp_reach.h"
#include "grammar/arn.h"

namespace cordon {
namespace {

// Where hits and missing keys are noted: in the decision, which has room for some, and in a full
// trace when one is asked for.
struct Notes {
  Decision& decision;
  FullTrace* full = nullptr;

  void hit(const StatementHit& hit) const {
    decision.hits.push_back(hit);
    if (full) full->hits.push_back(hit);
  }
  void missing(const ContextKey& key) const {
    add_once(decision.missing, key);
    if (full) add_once(full->missing, key);
  }

 private:
  static void add_once(auto& keys, const ContextKey& key) {
    const auto same = [&](const ContextKey* other) { return *other == key; };
    if (std::ranges::none_of(keys, same)) keys.push_back(&key);
  }
};

// Reads one request.
class ValueReader {
 public:
  using Value = Truth;

  ValueReader(const Request& request, const Notes& notes) : request_(request), notes_(notes) {}

  [[nodiscard]] const Caller& caller() const { return request_.caller(); }
  [[nodiscard]] const std::optional<Credential>& credential() const {
    return request_.credential();
  }
  [[nodiscard]] Truth expired() const { return cordon::expired(*credential(), request_.at); }
  [[nodiscard]] Truth not_yet_issued() const {
    return cordon::not_yet_issued(*credential(), request_.at);
  }
  [[nodiscard]] Truth barred() const {
    return truth(api_barred(*credential(), caller(), request_.action_lower()));
  }
  [[nodiscard]] Truth calls(std::string_view action) const {
    return truth(request_.action_lower() == action);
  }
  [[nodiscard]] Truth resource_must_allow() const {
    return truth(resource_policy_must_allow(request_));
  }
  [[nodiscard]] Truth cross_account() const {
    return truth(request_.resource_account() != caller().account);
  }
  [[nodiscard]] Truth rcps_reach() const { return cordon::rcps_reach(request_); }

  template <class Visit>
  void each_statement(const CompiledPolicy& policy, Visit visit) const {
    policy.actions.matching(request_.action_lower()).for_each([&](std::size_t index) {
      visit(index, Truth::kTrue);
    });
  }

  Truth resource(const CompiledStatement& statement) {
    resource_ = statement.resources.matches(request_);
    if (resource_ != Truth::kFalse) {
      for (const ResourceEntry& entry : statement.resources.entries()) note(entry.with_variables);
    }
    return resource_;
  }

  // Notes the keys that were asked for and not stated, of statements that speak of the resource.
  Truth condition(const CompiledStatement& statement, const CompiledCondition& condition) {
    if (resource_ == Truth::kFalse) return Truth::kFalse;
    const ConditionResult result = evaluate_condition(condition, request_, statement.effect);
    if (!result.key_stated) notes_.missing(condition.key);
    for (const ConditionValue& value : condition.values) note(value.with_variables);
    return result.value;
  }

  void hit(PolicyPlace place, const CompiledPolicy& policy, std::size_t index, Truth matched) {
    if (matched == Truth::kFalse) return;
    notes_.hit({.layer = place.layer,
                .matched = matched,
                .effect = policy.statements[index].effect,
                .level = place.level,
                .statement = static_cast<std::uint32_t>(index),
                .policy = &policy});
  }

  void layer(Layer which, bool applies, Truth allow, Truth deny) {
    notes_.decision.layers[static_cast<std::size_t>(which)] = {applies, allow, deny};
  }

 private:
  void note(const std::optional<KeyTemplate>& text) {
    if (!text) return;
    for (const VariableUse& use : text->variables()) {
      if (!request_.attribute(use.key).stated) notes_.missing(use.key);
    }
  }

  const Request& request_;
  const Notes& notes_;
  Truth resource_ = Truth::kFalse;
};

Reason why_allowed(const Facts<Truth>& facts) {
  if (facts.always_allowed == Truth::kTrue || facts.permission_free == Truth::kTrue) {
    return Reason::kNoPermissionNeeded;
  }
  if (facts.identity_allow == Truth::kTrue) return Reason::kIdentityAllow;
  const bool granted = std::ranges::any_of(facts.grant, [](Truth t) { return t == Truth::kTrue; });
  if (granted) return Reason::kResourceAllow;
  return facts.identity_waived == Truth::kTrue ? Reason::kRootAllow : Reason::kIdentityAllow;
}

void decide(const Facts<Truth>& facts, Decision& decision) {
  bool open = true;
  std::size_t outcomes = 0;
  const auto add_outcome = [&](Reason reason, std::size_t level, Truth certain) {
    const auto bit = static_cast<std::uint8_t>(1U << static_cast<unsigned>(outcome_of(reason)));
    const bool known = (decision.possible & bit) != 0;
    // A deny that is certain is a better reason than an earlier one that may be there.
    if (known && certain != Truth::kTrue) return;
    decision.possible |= bit;
    decision.level = static_cast<std::uint16_t>(level);
    decision.reason = reason;
    outcomes += known ? 0 : 1;
  };
  for_each_obstacle(facts, [&](Reason reason, std::size_t level, Truth blocks) {
    if (!open || blocks == Truth::kFalse) return;
    add_outcome(reason, level, blocks);
    open = blocks != Truth::kTrue;
  });
  if (open) add_outcome(why_allowed(facts), 0, Truth::kTrue);
  if (outcomes > 1) decision.reason = Reason::kUndecided;
  decision.outcome = outcome_of(decision.reason);
}

void run(const Request& request, const ApplicablePolicies& policies, const EvaluateOptions& options,
         const Notes& notes) {
  ValueReader reader(request, notes);
  Combination<ValueReader> combination(reader, policies, options);
  decide(combination.facts(), notes.decision);
}

}  // namespace

Decision evaluate(const Request& request, const ApplicablePolicies& policies,
                  const EvaluateOptions& options) {
  Decision decision;
  run(request, policies, options, {.decision = decision});
  return decision;
}

FullTrace trace(const Request& request, const ApplicablePolicies& policies) {
  Decision decision;
  FullTrace full;
  run(request, policies, {}, {.decision = decision, .full = &full});
  return full;
}

bool resource_policy_must_allow(const Request& request) {
  const auto guards = [&](const GuardedCalls& calls) {
    const std::string_view action = request.action_lower();
    const bool open = calls.action.ends_with('*');
    const bool same = open ? action.starts_with(calls.action.substr(0, calls.action.size() - 1))
                           : action == calls.action;
    if (!same || calls.resource.empty()) return same;
    const auto arn = split_arn(request.resource());
    return arn && arn->resource.starts_with(calls.resource);
  };
  return std::ranges::any_of(kGuardedCalls, guards);
}

}  // namespace cordon
